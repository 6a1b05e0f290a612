import type { Readable } from 'node:stream';
import {
  Controller,
  Example,
  Get,
  Header,
  OperationId,
  Path,
  Produces,
  Queries,
  Request,
  Response,
  Route,
  Security,
  Tags,
} from '@tsoa/runtime';
import type { Request as ExpressRequest, Response as ExpressResponse } from 'express';
import type { ProblemDetails } from '../http/problem.js';
import { exampleRequest } from './requests.example.js';
import type { StreamService } from '../stream/stream.service.js';
import type { RequestsService } from './requests.service.js';
import type { LoggedRequest, RequestFilters, RequestPage, RequestSearch } from './requests.types.js';

@Route('v1/requests')
@Tags('requests')
@Security('bearer', ['requests:read'])
@Security('session', ['requests:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class RequestsController extends Controller {
  constructor(
    private readonly requests: RequestsService,
    private readonly streams: StreamService,
  ) {
    super();
  }

  /**
   * Requests in a range of time that match every filter given.
   * @summary Search requests
   */
  @Get()
  @OperationId('requests.search')
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  @Example<RequestPage>({ items: [exampleRequest], next_cursor: null })
  search(@Queries() query: RequestSearch): Promise<RequestPage> {
    return this.requests.search(query);
  }

  /**
   * Requests as they are correlated, as server-sent events: `id` is the position, `data` one request as
   * `GET /v1/requests/{id}` returns it. A client that reconnects with Last-Event-ID misses nothing and sees nothing
   * twice; without it the stream begins now. A client that does not read for 30 seconds is disconnected.
   * @summary Follow requests
   * @param lastEventId `<join_no>-<batch_id>-<seq>`: `id` of the last event received
   */
  @Get('stream')
  @OperationId('requests.stream')
  @Produces('text/event-stream')
  @Response<ProblemDetails>(400, 'Last-Event-ID cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  @Response<ProblemDetails>(429, 'Too many streams are open')
  async follow(
    @Request() request: ExpressRequest,
    @Queries() query: RequestFilters,
    @Header('Last-Event-ID') lastEventId?: string,
  ): Promise<Readable> {
    this.setHeader('Content-Type', 'text/event-stream');
    this.setHeader('Cache-Control', 'no-store');
    return this.streams.open(request.res as ExpressResponse, query, lastEventId);
  }

  /**
   * One request with the facts of its handshake.
   * @summary Get a request
   * @param id `<batch_id>-<seq>`
   */
  @Get('{id}')
  @OperationId('requests.get')
  @Response<ProblemDetails>(404, 'No such request')
  @Example<LoggedRequest>(exampleRequest)
  get(@Path() id: string): Promise<LoggedRequest> {
    return this.requests.get(id);
  }
}
