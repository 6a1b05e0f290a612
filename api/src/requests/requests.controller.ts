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
import type { AuthenticatedRequest } from '../http/caller.js';
import type { Downloads } from '../downloads/downloads.js';
import type { ProblemDetails } from '../http/problem.js';
import type { Feeds } from '../stream/feeds.js';
import type { StreamService } from '../stream/stream.service.js';
import { exampleRequest } from './requests.example.js';
import type { RequestsExport } from './requests.export.js';
import type { RequestsService } from './requests.service.js';
import type { RequestFilters } from './requests.filters.types.js';
import type { LoggedRequest, RequestExport, RequestPage, RequestSearch } from './requests.types.js';

@Route('v1/requests')
@Tags('requests')
@Security('bearer', ['requests:read'])
@Security('session', ['requests:read'])
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class RequestsController extends Controller {
  constructor(
    private readonly requests: RequestsService,
    private readonly exports: RequestsExport,
    private readonly downloads: Downloads,
    private readonly streams: StreamService,
    private readonly feeds: Feeds,
  ) {
    super();
  }

  /**
   * Requests in a range of time that match every filter given; /docs/filters says what a filter may be.
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
   * All requests in a range of time that match every filter given, however many: a line of JSON each, or CSV with the
   * columns in the order of the specification. Compressed with gzip when the client accepts it. A connection that
   * breaks before the end means that the export is not whole. A client that takes nothing for 60 seconds is
   * disconnected.
   * @summary Export requests
   */
  @Get('export')
  @OperationId('requests.export')
  @Produces('application/x-ndjson')
  @Produces('text/csv')
  @Example<LoggedRequest>(exampleRequest)
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  @Response<ProblemDetails>(429, 'Too many exports are under way')
  @Response<ProblemDetails>(503, 'The store is away')
  export(@Request() request: AuthenticatedRequest, @Queries() query: RequestExport): Promise<Readable> {
    return this.downloads.start(request, this.exports.of(query));
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
  @Example<object>({ id: '1707-0f5a7c1e-6c3b-5d6e-9a53-2f1f6e0e8a11-42', data: exampleRequest })
  @Response<ProblemDetails>(400, 'Last-Event-ID cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  @Response<ProblemDetails>(429, 'Too many streams are open')
  @Response<ProblemDetails>(503, 'The store is away')
  follow(
    @Request() request: AuthenticatedRequest,
    @Queries() query: RequestFilters,
    @Header('Last-Event-ID') lastEventId?: string,
  ): Promise<Readable> {
    this.setHeader('Content-Type', 'text/event-stream');
    this.setHeader('Cache-Control', 'no-store');
    return this.streams.open(request, 'requests', this.feeds.requests(query), lastEventId);
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
