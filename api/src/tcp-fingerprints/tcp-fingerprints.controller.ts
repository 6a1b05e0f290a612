import { Controller, Example, Get, OperationId, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { TcpFingerprintsService } from './tcp-fingerprints.service.js';
import type {
  TcpFingerprintPage,
  TcpFingerprintSearch,
  TcpMismatchPage,
  TcpMismatchSearch,
} from './tcp-fingerprints.types.js';

@Route('v1/tcp-fingerprints')
@Tags('fingerprints')
@Security('bearer', ['entities:read'])
@Security('session', ['entities:read'])
@Response<ProblemDetails>(400, 'The cursor cannot be read')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
@Response<ProblemDetails>(503, 'The store cannot be reached')
export class TcpFingerprintsController extends Controller {
  constructor(private readonly fingerprints: TcpFingerprintsService) {
    super();
  }

  /**
   * How the SYNs of clients look, which operating system that speaks for, and which ones their User-Agents name. Where a
   * proxy spoke for the client the packets are the proxy's and do not count.
   * @summary List TCP fingerprints
   */
  @Get()
  @OperationId('tcpFingerprints.list')
  @Example<TcpFingerprintPage>({
    from: '2026-11-22T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    items: [
      {
        fingerprint: '64:64240:1460:7:2-4-8-1-3',
        stack: 'linux',
        initial_ttl: 64,
        window_size: 64_240,
        mss: 1460,
        window_scale: 7,
        options: '2-4-8-1-3',
        requests: 20_214,
        ips: 181,
        mismatches: 100,
        claimed: [{ value: 'linux', requests: 20_114, share: 0.995 }],
        first_seen: '2026-11-22T00:00:03.100000Z',
        last_seen: '2026-11-22T23:59:58.700000Z',
      },
    ],
    next_cursor: null,
  })
  list(@Queries() query: TcpFingerprintSearch): Promise<TcpFingerprintPage> {
    return this.fingerprints.list(query);
  }

  /**
   * Addresses whose packets come from another operating system than their User-Agents name. Stacks that are like none
   * that is known count for nothing.
   * @summary List addresses whose operating systems contradict
   */
  @Get('mismatches')
  @OperationId('tcpFingerprints.mismatches')
  @Example<TcpMismatchPage>({
    from: '2026-11-22T00:00:00.000000Z',
    to: '2026-11-23T00:00:00.000000Z',
    items: [
      {
        client_ip: '203.0.113.66',
        stacks: ['linux'],
        claimed: ['windows'],
        mismatches: 5,
        user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36',
        ja4s: 2,
        first_seen: '2026-11-22T12:00:00.000000Z',
        last_seen: '2026-11-22T13:00:00.000000Z',
      },
    ],
    next_cursor: null,
  })
  mismatches(@Queries() query: TcpMismatchSearch): Promise<TcpMismatchPage> {
    return this.fingerprints.mismatches(query);
  }
}
