import { Controller, Example, Get, OperationId, Path, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import { exampleSummary } from './investigations.example.js';
import type { InvestigationsService } from './investigations.service.js';
import type { InvestigationRange, InvestigationSummary } from './investigations.types.js';

@Route('v1/investigations')
@Tags('investigations')
@Security('bearer', ['detections:read'])
@Security('session', ['detections:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
@Response<ProblemDetails>(503, 'The store cannot be reached')
export class InvestigationsController extends Controller {
  constructor(private readonly investigations: InvestigationsService) {
    super();
  }

  /**
   * Everything known about an address, and a risk from 0 to 100 with every part that it is made of. Also of an address
   * that nobody has seen: its parts say so. docs/investigations.md explains the parts.
   * @summary Investigate an address
   * @example client_ip "203.0.113.7"
   */
  @Get('{client_ip}/summary')
  @OperationId('investigations.summary')
  @Example<InvestigationSummary>(exampleSummary)
  @Response<ProblemDetails>(404, 'This is no address')
  summary(@Path() client_ip: string, @Queries() query: InvestigationRange): Promise<InvestigationSummary> {
    return this.investigations.summary(client_ip, query);
  }
}
