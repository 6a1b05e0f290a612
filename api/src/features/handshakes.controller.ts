import { Controller, Example, Get, OperationId, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { HandshakesService } from './handshakes.service.js';
import type { HandshakePage, HandshakeSearch } from './handshakes.types.js';

@Route('v1/features/handshakes')
@Tags('features')
export class HandshakesController extends Controller {
  constructor(private readonly handshakes: HandshakesService) {
    super();
  }

  /**
   * Addresses that opened many connections in an hour and sent hardly a request on them. Left out are trusted proxies, whose
   * requests are their clients', and hosts of which no request is seen at all.
   * @summary List handshakes without requests
   */
  @Get()
  @OperationId('features.handshakes')
  @Security('bearer', ['features:read'])
  @Security('session', ['features:read'])
  @Example<HandshakePage>({
    items: [
      {
        hour: '2026-11-22T14:00:00Z',
        client_ip: '203.0.113.7',
        ja4: 't13d130600_f6a34bea2645_193c2c6852e3',
        host: 'shop.example',
        connections: 412,
        used: 0,
        requests: 0,
        ja4s: 23,
        first_seen: '2026-11-22T14:03:21.482913Z',
        last_seen: '2026-11-22T14:09:40.112000Z',
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(403, 'The scope is missing')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  list(@Queries() query: HandshakeSearch): Promise<HandshakePage> {
    return this.handshakes.list(query);
  }
}
