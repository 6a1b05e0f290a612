import {
  Body,
  Consumes,
  Controller,
  Example,
  Header,
  OperationId,
  Post,
  Request,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { ProblemDetails } from '../http/problem.js';
import type { EventsService } from './events.service.js';
import type { HttpEvent, IngestedBatch, TlsEvent } from './events.types.js';

const example: IngestedBatch = {
  batch_id: '0f5a7c1e-6c3b-5d6e-9a53-2f1f6e0e8a11',
  accepted: 4999,
  rejected: [{ line: 17, pointer: '/status', detail: 'must be >= 100' }],
};

/**
 * The body is a stream of lines that no parser may turn into objects: `_line` only tells the specification what a line
 * looks like, and is never filled.
 */
@Route('v1/events')
@Tags('events')
@Security('bearer', ['events:write'])
@Response<ProblemDetails>(400, 'The body is empty, cut off or not what its encoding says')
@Response<ProblemDetails>(401, 'No valid key')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(409, 'The Idempotency-Key was used with another body')
@Response<ProblemDetails>(413, 'More than 32 MiB or 50,000 lines after decompression')
@Response<ProblemDetails>(415, 'Not NDJSON, or an encoding other than gzip and zstd')
@Response<ProblemDetails>(422, 'No line of the batch could be accepted')
@Response<ProblemDetails>(429, 'Too much waits for correlation: keep the batch and send it again')
@Response<ProblemDetails>(503, 'The store is away: send the batch again')
export class EventsController extends Controller {
  constructor(private readonly events: EventsService) {
    super();
  }

  /**
   * Takes a batch of requests: NDJSON, one HttpEvent a line, plain or compressed with gzip or zstd. 202 means that the
   * accepted lines are stored for good. Good lines are stored even when others are refused.
   * @summary Send requests
   * @param idempotencyKey names the batch: sent again with the same body, it counts once
   */
  @Post('http')
  @OperationId('events.sendHttp')
  @Consumes('application/x-ndjson')
  @SuccessResponse(202, 'Stored')
  @Example<IngestedBatch>(example)
  sendHttp(
    @Request() request: AuthenticatedRequest,
    @Header('Idempotency-Key') idempotencyKey?: string,
    @Body() _line?: HttpEvent,
  ): Promise<IngestedBatch> {
    this.setStatus(202);
    return this.events.ingest('http', request, idempotencyKey);
  }

  /**
   * Takes a batch of ClientHellos: NDJSON, one TlsEvent a line, plain or compressed with gzip or zstd.
   * @summary Send handshakes
   * @param idempotencyKey names the batch: sent again with the same body, it counts once
   */
  @Post('tls')
  @OperationId('events.sendTls')
  @Consumes('application/x-ndjson')
  @SuccessResponse(202, 'Stored')
  @Example<IngestedBatch>(example)
  sendTls(
    @Request() request: AuthenticatedRequest,
    @Header('Idempotency-Key') idempotencyKey?: string,
    @Body() _line?: TlsEvent,
  ): Promise<IngestedBatch> {
    this.setStatus(202);
    return this.events.ingest('tls', request, idempotencyKey);
  }
}
