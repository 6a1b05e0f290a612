import {
  Controller,
  Get,
  Header,
  OperationId,
  Produces,
  Queries,
  Request,
  Res,
  Response,
  Route,
  Security,
  Tags,
  type TsoaResponse,
} from '@tsoa/runtime';
import type { Request as ExpressRequest } from 'express';
import type { ProblemDetails } from '../http/problem.js';
import type { RequestFilters } from '../requests/requests.types.js';
import { StreamService } from './stream.service.js';

@Route('v1/requests')
@Tags('requests')
export class StreamController extends Controller {
  constructor(private readonly streams: StreamService) {
    super();
  }

  /**
   * Requests as they are correlated, as server-sent events: `id` is the position, `data` one request as
   * `GET /v1/requests/{id}` returns it. A client that reconnects with Last-Event-ID misses nothing and sees nothing
   * twice; without it the stream begins now.
   * @summary Follow requests
   * @param lastEventId `<join_no>-<seq>-<batch_id>` of the last event received
   */
  @Get('stream')
  @OperationId('requests.stream')
  @Security('bearer', ['requests:read'])
  @Security('session', ['requests:read'])
  @Produces('text/event-stream')
  @Response<ProblemDetails>(400, 'Last-Event-ID or a parameter cannot be read')
  @Response<ProblemDetails>(401, 'No valid key or session')
  @Response<ProblemDetails>(429, 'Too many streams are open')
  follow(
    @Request() request: ExpressRequest,
    @Queries() filters: RequestFilters,
    @Header('Last-Event-ID') lastEventId?: string,
  ): Promise<void> {
    return this.streams.follow(request, filters, lastEventId);
  }
}
