import { Controller, Example, Get, OperationId, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { BruteforceService } from './bruteforce.service.js';
import type {
  BruteforceAttackerPage,
  BruteforceSearch,
  BruteforceTargetPage,
  BruteforceTimeline,
  BruteforceTimelineSearch,
} from './bruteforce.types.js';

@Route('v1/bruteforce')
@Tags('brute force')
@Security('bearer', ['detections:read'])
@Security('session', ['detections:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
@Response<ProblemDetails>(503, 'The store cannot be reached')
export class BruteforceController extends Controller {
  constructor(private readonly bruteforce: BruteforceService) {
    super();
  }

  /**
   * Hosts to which some address sent ten POST requests or more (`min_posts`), with those addresses.
   * @summary List targets of brute force
   */
  @Get('targets')
  @OperationId('bruteforce.targets')
  @Example<BruteforceTargetPage>({
    from: '2026-11-22T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    items: [
      {
        host: 'shop.example',
        attackers: 2,
        posts: 840,
        login_posts: 838,
        refused: 836,
        first_seen: '2026-11-22T14:00:00.100000Z',
        last_seen: '2026-11-22T14:41:12.020000Z',
        top_attackers: ['203.0.113.7', '203.0.113.9'],
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'The cursor cannot be read')
  targets(@Queries() query: BruteforceSearch): Promise<BruteforceTargetPage> {
    return this.bruteforce.targets(query);
  }

  /**
   * Addresses that sent ten POST requests or more (`min_posts`) to one host.
   * @summary List addresses that guess
   */
  @Get('attackers')
  @OperationId('bruteforce.attackers')
  @Example<BruteforceAttackerPage>({
    from: '2026-11-22T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    items: [
      {
        client_ip: '203.0.113.7',
        hosts: ['shop.example'],
        ja4s: 1,
        posts: 640,
        login_posts: 640,
        refused: 639,
        first_seen: '2026-11-22T14:00:00.100000Z',
        last_seen: '2026-11-22T14:41:12.020000Z',
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'The cursor cannot be read')
  attackers(@Queries() query: BruteforceSearch): Promise<BruteforceAttackerPage> {
    return this.bruteforce.attackers(query);
  }

  /**
   * Their POST requests in hours, or in days when the range is longer than 14 days.
   * @summary Timeline of brute force
   */
  @Get('timeline')
  @OperationId('bruteforce.timeline')
  @Example<BruteforceTimeline>({
    from: '2026-11-22T14:00:00.000000Z',
    to: '2026-11-22T15:00:00.000000Z',
    bucket_seconds: 3600,
    items: [
      {
        time: '2026-11-22T14:00:00.000000Z',
        posts: 840,
        login_posts: 838,
        refused: 836,
        attackers: 2,
        targets: 1,
      },
    ],
  })
  timeline(@Queries() query: BruteforceTimelineSearch): Promise<BruteforceTimeline> {
    return this.bruteforce.timeline(query);
  }
}
