import { Controller, Example, Get, OperationId, Path, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { Attribute } from '../traffic/traffic.types.js';
import type { VariabilityService } from './variability.service.js';
import type { VariabilityPage, VariabilitySearch } from './variability.types.js';

@Route('v1/variability')
@Tags('attributes')
@Security('bearer', ['entities:read'])
@Security('session', ['entities:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(503, 'The store cannot be reached')
export class VariabilityController extends Controller {
  constructor(private readonly variability: VariabilityService) {
    super();
  }

  /**
   * For each value of an attribute how another one varies with it: which JA4 come under one User-Agent
   * (`/v1/variability/user_agent?of=ja4`), which User-Agents under one JA4 (`/v1/variability/ja4?of=user_agent`).
   * The newest 50,000 requests of the range are looked at, with `value` 2,000,000: `from` says since when.
   * @summary List how attributes vary
   */
  @Get('{attribute}')
  @OperationId('variability.list')
  @Example<VariabilityPage>({
    from: '2026-11-22T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    items: [
      {
        value: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36',
        requests: 20_214,
        distinct: 2,
        entropy: 0.04,
        top: [
          { value: 't13d1516h2_8daaf6152771_d8a2da3f94cd', requests: 20_114, share: 0.995 },
          { value: 't13d1311h2_f57a46bbacb6_ab7e3b40a677', requests: 100, share: 0.005 },
        ],
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'The cursor cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  list(@Path() attribute: Attribute, @Queries() query: VariabilitySearch): Promise<VariabilityPage> {
    return this.variability.list(attribute, query);
  }
}
