import { Body, Controller, Example, OperationId, Post, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { CompareService } from './compare.service.js';
import type { Comparison, ComparisonResult } from './compare.types.js';

@Route('v1/compare')
@Tags('attributes')
@Security('bearer', ['entities:read'])
@Security('session', ['entities:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(503, 'The store cannot be reached')
export class CompareController extends Controller {
  constructor(private readonly compare: CompareService) {
    super();
  }

  /**
   * What differs most between two groups of requests: today and yesterday, one address and all others, before and after a
   * change. Each attribute has its divergence, and the values whose shares differ most. All requests of six hours and
   * more are compared in whole hours: `from` and `to` say which. Nothing is said of what is kept no longer.
   * @summary Compare two groups of requests
   */
  @Post()
  @OperationId('compare.traffic')
  @Example<ComparisonResult>({
    a: { from: '2026-11-21T00:00:00.000000Z', to: '2026-11-22T00:00:00.000000Z', requests: 45_002, ips: 398 },
    b: { from: '2026-11-22T00:00:00.000000Z', to: '2026-11-23T00:00:00.000000Z', requests: 48_210, ips: 412 },
    items: [
      {
        attribute: 'status',
        divergence: 0.081,
        values: [{ value: '404', requests_a: 450, requests_b: 5303, share_a: 0.01, share_b: 0.11, difference: 0.1 }],
      },
    ],
  })
  @Response<ProblemDetails>(400, 'The body is no JSON')
  @Response<ProblemDetails>(422, 'A filter is wrong, or the query too heavy')
  traffic(@Body() body: Comparison): Promise<ComparisonResult> {
    return this.compare.compare(body);
  }
}
