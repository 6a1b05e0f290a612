import { Controller, Example, Get, OperationId, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { FleetsService } from './fleets.service.js';
import type { FleetPage, FleetSearch } from './fleets.types.js';

@Route('v1/features/fleets')
@Tags('features')
export class FleetsController extends Controller {
  constructor(private readonly fleets: FleetsService) {
    super();
  }

  /**
   * What the bot-detector reads of many addresses that act as one: a row for each hour, handshake, order of headers and host.
   * @summary List features of fleets
   */
  @Get()
  @OperationId('features.fleets')
  @Security('bearer', ['features:read'])
  @Security('session', ['features:read'])
  @Example<FleetPage>({
    feature_version: 5,
    features: ['requests', 'addresses', 'requests_per_address'],
    items: [
      {
        hour: '2026-11-22T14:00:00Z',
        ja4: 't13d1517h2_8daaf6152771_cb7bf5808d99',
        header_order_hash: '3f1c0a9be44d7712',
        host: 'shop.example',
        addresses: 250,
        requests: 500,
        values: [2.7, 2.4, 0.3],
        context: {
          addresses: ['203.0.113.7', '203.0.113.8'],
          header_order: 'User-Agent,Accept,Accept-Encoding,Accept-Language',
          login_posts: 500,
          login_posts_refused: 496,
          browser_like: 500,
          user_agents: 6,
          first_seen: '2026-11-22T14:03:21.482913Z',
          last_seen: '2026-11-22T14:58:40.112000Z',
        },
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'The scope is missing')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  list(@Queries() query: FleetSearch): Promise<FleetPage> {
    return this.fleets.list(query);
  }
}
