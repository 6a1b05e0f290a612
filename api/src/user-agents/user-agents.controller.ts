import { Controller, Example, Get, OperationId, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { UserAgentsService } from './user-agents.service.js';
import type { UserAgentPage, UserAgentSearch } from './user-agents.types.js';

@Route('v1/user-agents')
@Tags('entities')
@Security('bearer', ['entities:read'])
@Security('session', ['entities:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(503, 'The store cannot be reached')
export class UserAgentsController extends Controller {
  constructor(private readonly userAgents: UserAgentsService) {
    super();
  }

  /**
   * The User-Agents of a range of time: what they claim to be, and with how many fingerprints, header orders and
   * addresses they came.
   * @summary List User-Agents
   */
  @Get()
  @OperationId('userAgents.list')
  @Example<UserAgentPage>({
    from: '2026-11-22T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    items: [
      {
        user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36',
        browser: 'chrome',
        os: 'linux',
        is_browser: true,
        requests: 20_214,
        ips: 181,
        ja4s: 2,
        ja4_families: 2,
        header_orders: 3,
        top_ja4: 't13d1516h2_8daaf6152771_d8a2da3f94cd',
        first_seen: '2026-11-22T00:00:03.100000Z',
        last_seen: '2026-11-22T23:59:58.700000Z',
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'The cursor cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  list(@Queries() query: UserAgentSearch): Promise<UserAgentPage> {
    return this.userAgents.list(query);
  }
}
