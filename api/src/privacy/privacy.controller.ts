import { Controller, Example, Get, OperationId, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { PrivacyService } from './privacy.service.js';
import type { Privacy } from './privacy.types.js';

@Route('v1/privacy')
@Tags('privacy')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'Not an administrator')
export class PrivacyController extends Controller {
  constructor(private readonly privacy: PrivacyService) {
    super();
  }

  /**
   * How long each table keeps its rows, as it is in force in the store, and which of them hold addresses.
   * @summary What is kept, and for how long
   */
  @Get()
  @OperationId('privacy.get')
  @Security('bearer', ['privacy:admin'])
  @Security('session', ['privacy:admin'])
  @Example<Privacy>({
    tables: [{ table: 'http_logs', days: 7, rule: 'time', rows: 2400, personal: true }],
    pseudonymisation_age_days: null,
  })
  get(): Promise<Privacy> {
    return this.privacy.get();
  }
}
