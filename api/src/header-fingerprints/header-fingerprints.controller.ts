import { Controller, Example, Get, OperationId, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { HeaderFingerprintsService } from './header-fingerprints.service.js';
import type { HeaderFingerprintPage, HeaderFingerprintSearch } from './header-fingerprints.types.js';

@Route('v1/header-fingerprints')
@Tags('fingerprints')
@Security('bearer', ['entities:read'])
@Security('session', ['entities:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(503, 'The store cannot be reached')
export class HeaderFingerprintsController extends Controller {
  constructor(private readonly fingerprints: HeaderFingerprintsService) {
    super();
  }

  /**
   * The orders of request headers, and who sends them: each is a cluster of clients with one HTTP library.
   * @summary List header orders
   */
  @Get()
  @OperationId('headerFingerprints.list')
  @Example<HeaderFingerprintPage>({
    from: '2026-11-22T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    items: [
      {
        header_order_hash: '3f1c0a9be44d7712',
        headers: ['Host', 'User-Agent', 'Accept-Encoding'],
        requests: 100,
        ips: 1,
        ja4s: 1,
        user_agents: 1,
        browser_share: 1,
        browsers: [{ value: 'chrome', requests: 100, share: 1 }],
        top_user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36',
        first_seen: '2026-11-22T14:03:21.482913Z',
        last_seen: '2026-11-22T14:04:40.112000Z',
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'The cursor cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  list(@Queries() query: HeaderFingerprintSearch): Promise<HeaderFingerprintPage> {
    return this.fingerprints.list(query);
  }
}
