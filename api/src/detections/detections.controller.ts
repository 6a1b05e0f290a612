import {
  Body,
  Controller,
  Example,
  Get,
  Header,
  OperationId,
  Patch,
  Path,
  Put,
  Queries,
  Request,
  Response,
  Route,
  Security,
  Tags,
} from '@tsoa/runtime';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { ProblemDetails } from '../http/problem.js';
import { exampleDetection } from './detections.example.js';
import type { DetectionsService } from './detections.service.js';
import type {
  Detection,
  DetectionPage,
  DetectionSearch,
  Findings,
  Triage,
  UpsertedDetections,
} from './detections.types.js';

@Route('v1/detections')
@Tags('detections')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class DetectionsController extends Controller {
  constructor(private readonly detections: DetectionsService) {
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
   * but a closed one whose actor was seen again after the closing is opened again.
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
    return this.detections.upsert(body.items, request.user);
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

  private tagged(detection: Detection): Detection {
    this.setHeader('ETag', `"${detection.version}"`);
    return detection;
  }
}
