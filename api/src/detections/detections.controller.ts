import type { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Example,
  Get,
  Header,
  OperationId,
  Patch,
  Path,
  Post,
  Produces,
  Put,
  Queries,
  Request,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import type { Downloads } from '../downloads/downloads.js';
import type { AuthenticatedRequest } from '../http/caller.js';
import { etagOf } from '../http/if-match.js';
import type { ProblemDetails } from '../http/problem.js';
import type { JobAccepted } from '../jobs/jobs.types.js';
import { exampleDetection, exampleExplanation, exampleFacets, exampleHistory } from './detections.example.js';
import type { Feeds } from '../stream/feeds.js';
import type { StreamService } from '../stream/stream.service.js';
import type { DetectionsExport } from './detections.export.js';
import type { DetectionsService } from './detections.service.js';
import type {
  ClosedDetections,
  Detection,
  DetectionExport,
  DetectionFilters,
  DetectionPage,
  DetectionSearch,
  Findings,
  UpsertedDetections,
} from './detections.types.js';
import type { ExplanationService } from './explanation.service.js';
import type { Explanation } from './explanation.types.js';
import type { DetectionFacets } from './facets.types.js';
import type { FindingsService } from './findings.service.js';
import type { DetectionHistory, HistorySearch, Triage } from './triage.types.js';

@Route('v1/detections')
@Tags('detections')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class DetectionsController extends Controller {
  constructor(
    private readonly detections: DetectionsService,
    private readonly findings: FindingsService,
    private readonly explanations: ExplanationService,
    private readonly exports: DetectionsExport,
    private readonly downloads: Downloads,
    private readonly streams: StreamService,
    private readonly feeds: Feeds,
  ) {
    super();
  }

  /**
   * What was found, the highest score first.
   * @summary List detections
   */
  @Get()
  @OperationId('detections.list')
  @Security('bearer', ['detections:read'])
  @Security('session', ['detections:read'])
  @Example<DetectionPage>({ items: [exampleDetection], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  list(@Queries() query: DetectionSearch): Promise<DetectionPage> {
    return this.detections.list(query);
  }

  /**
   * Creates or updates detections by `key`. Status, assignee and comment of a known detection stay as people left them,
   * but a closed one whose actor was seen again after the closing is opened again. Keys that begin with their kind and `|`
   * name the actor: evidence takes over the open anomaly of the same actor, an anomaly becomes a part of its open evidence.
   * @summary Write detections
   */
  @Put()
  @OperationId('detections.upsert')
  @Security('bearer', ['detections:write'])
  @Example<UpsertedDetections>({
    items: [
      {
        key: 'evidence|203.0.113.7|shop.example',
        detection_id: '3d0c4f8e-2f0f-5a63-8f54-93a3b5c6f2d7',
        outcome: 'created',
      },
    ],
  })
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  upsert(@Request() request: AuthenticatedRequest, @Body() body: Findings): Promise<UpsertedDetections> {
    return this.findings.upsert(body.items, request.user);
  }

  /**
   * Closes the open detections that nobody took and whose actor was not seen for `JA4_DETECTION_QUIET_DAYS`. One that comes
   * back opens its detection again.
   * @summary Close quiet detections
   */
  @Post('close-quiet')
  @OperationId('detections.closeQuiet')
  @Security('bearer', ['detections:write'])
  @SuccessResponse(200, 'Closed')
  @Example<ClosedDetections>({ closed: 3 })
  @Response<ProblemDetails>(503, 'The lock is away')
  closeQuiet(@Request() request: AuthenticatedRequest): Promise<ClosedDetections> {
    return this.findings.closeQuiet(request.user);
  }

  /**
   * All detections that match every filter given, as `GET /v1/requests/export` gives requests.
   * @summary Export detections
   */
  @Get('export')
  @OperationId('detections.export')
  @Produces('application/x-ndjson')
  @Produces('text/csv')
  @Security('bearer', ['detections:read'])
  @Security('session', ['detections:read'])
  @Example<Detection>(exampleDetection)
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  @Response<ProblemDetails>(429, 'Too many exports are under way')
  @Response<ProblemDetails>(503, 'The store is away')
  export(@Request() request: AuthenticatedRequest, @Queries() query: DetectionExport): Promise<Readable> {
    return this.downloads.start(request, this.exports.of(query));
  }

  /**
   * Detections as they are opened or changed, as server-sent events: `id` is the position, `data` one detection as
   * `GET /v1/detections/{detection_id}` returns it. A client that reconnects with Last-Event-ID misses no detection;
   * of several changes in a moment it sees the last. A client that does not read for 30 seconds is disconnected.
   * @summary Follow detections
   * @param lastEventId `<milliseconds>-<detection_id>`: `id` of the last event received
   */
  @Get('stream')
  @OperationId('detections.stream')
  @Produces('text/event-stream')
  @Security('bearer', ['detections:read'])
  @Security('session', ['detections:read'])
  @Example<object>({ id: '1795359900120-3d0c4f8e-2f0f-5a63-8f54-93a3b5c6f2d7', data: exampleDetection })
  @Response<ProblemDetails>(400, 'Last-Event-ID cannot be read')
  @Response<ProblemDetails>(429, 'Too many streams are open')
  @Response<ProblemDetails>(503, 'The store is away')
  follow(@Request() request: AuthenticatedRequest, @Header('Last-Event-ID') lastEventId?: string): Promise<Readable> {
    this.setHeader('Content-Type', 'text/event-stream');
    this.setHeader('Cache-Control', 'no-store');
    return this.streams.open(request, 'detections', this.feeds.detections(), lastEventId);
  }

  /**
   * What the filters of the list leave, counted by status, level, kind, reason, host, client, JA4 and assignee; of each the
   * 20 most frequent values, and how many there are.
   * @summary Count detections in groups
   */
  @Get('facets')
  @OperationId('detections.facets')
  @Security('bearer', ['detections:read'])
  @Security('session', ['detections:read'])
  @Example<DetectionFacets>(exampleFacets)
  @Response<ProblemDetails>(422, 'A parameter is wrong, or the query too heavy')
  facets(@Queries() query: DetectionFilters): Promise<DetectionFacets> {
    return this.detections.facets(query);
  }

  /**
   * One detection; its ETag is what a change must name in If-Match.
   * @summary Get a detection
   */
  @Get('{detection_id}')
  @OperationId('detections.get')
  @Security('bearer', ['detections:read'])
  @Security('session', ['detections:read'])
  @Example<Detection>(exampleDetection)
  @Response<ProblemDetails>(404, 'No such detection')
  async get(@Path() detection_id: string): Promise<Detection> {
    return this.tagged(await this.detections.get(detection_id));
  }

  /**
   * Changes status, assignee or comment, when nobody else changed the detection since it was read.
   * @summary Triage a detection
   * @param ifMatch ETag of the detection as it was read
   */
  @Patch('{detection_id}')
  @OperationId('detections.triage')
  @Security('bearer', ['detections:triage'])
  @Security('session', ['detections:triage'])
  @Example<Detection>(exampleDetection)
  @Response<ProblemDetails>(404, 'No such detection')
  @Response<ProblemDetails>(412, 'Changed since it was read')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(428, 'If-Match is missing')
  @Response<ProblemDetails>(503, 'The lock is away')
  async triage(
    @Request() request: AuthenticatedRequest,
    @Path() detection_id: string,
    @Body() body: Triage,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Detection> {
    return this.tagged(await this.detections.triage(detection_id, body, ifMatch, request.user));
  }

  /**
   * Who changed what, newest first. Versions that only brought evidence are forgotten after 30 days.
   * @summary History of a detection
   */
  @Get('{detection_id}/history')
  @OperationId('detections.history')
  @Security('bearer', ['detections:read'])
  @Security('session', ['detections:read'])
  @Example<DetectionHistory>(exampleHistory)
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(404, 'No such detection')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  history(@Path() detection_id: string, @Queries() query: HistorySearch): Promise<DetectionHistory> {
    return this.detections.history(detection_id, query);
  }

  /**
   * Its reasons with their pages, the row that speaks loudest with what each feature added to the score, and how that
   * feature is among all clients of the host in that hour.
   * @summary Explain a detection
   */
  @Get('{detection_id}/explanation')
  @OperationId('detections.explain')
  @Security('bearer', ['detections:read'])
  @Security('session', ['detections:read'])
  @Example<Explanation>(exampleExplanation)
  @Response<ProblemDetails>(404, 'No such detection')
  @Response<ProblemDetails>(422, 'The query is too heavy')
  explain(@Path() detection_id: string): Promise<Explanation> {
    return this.explanations.get(detection_id);
  }

  /**
   * Scores the hours of a detection again as a job, the newest day of them; `GET /v1/jobs/{id}` follows it.
   * @summary Recompute a detection
   */
  @Post('{detection_id}/recompute')
  @OperationId('detections.recompute')
  @Security('bearer', ['jobs:write'])
  @Security('session', ['jobs:write'])
  @SuccessResponse(202, 'Queued')
  @Example<JobAccepted>({ job_id: 'detection:42' })
  @Response<ProblemDetails>(404, 'No such detection')
  @Response<ProblemDetails>(429, 'Too many jobs wait')
  @Response<ProblemDetails>(503, 'The queue is away')
  recompute(@Path() detection_id: string): Promise<JobAccepted> {
    this.setStatus(202);
    return this.detections.recompute(detection_id);
  }

  private tagged(detection: Detection): Detection {
    this.setHeader('ETag', etagOf(detection));
    return detection;
  }
}
