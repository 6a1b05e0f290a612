import {
  Body,
  Controller,
  Example,
  Get,
  OperationId,
  Path,
  Post,
  Queries,
  Request,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { auditNote } from '../audit/audit.middleware.js';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { ProblemDetails } from '../http/problem.js';
import type { BulkService } from './bulk.service.js';
import type { DetectionBulk, DetectionBulkPage, DetectionBulkSearch, NewBulk } from './bulk.types.js';
import { exampleBulk } from './detections.example.js';

@Route('v1/detection-bulks')
@Tags('detections')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class DetectionBulksController extends Controller {
  constructor(private readonly bulks: BulkService) {
    super();
  }

  /**
   * Changes status, assignee or comment of many detections: of up to 500 by their ids, or of all that filters of the list
   * leave (`client_ip`, `campaign`, `reason`, `to=-7d` ...). With `expected`, nothing happens when more fit than were seen.
   * @summary Triage many detections
   */
  @Post()
  @OperationId('detections.bulk')
  @Security('bearer', ['detections:triage'])
  @Security('session', ['detections:triage'])
  @SuccessResponse(201, 'Done')
  @Example<DetectionBulk>(exampleBulk)
  @Response<ProblemDetails>(409, 'More fit than expected')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  async create(@Request() request: AuthenticatedRequest, @Body() body: NewBulk): Promise<DetectionBulk> {
    const bulk = await this.bulks.create(body, request.user);
    auditNote(request, { subject: bulk.bulk_id });
    this.setStatus(201);
    return bulk;
  }

  /**
   * Bulk operations, newest first: what was changed, by whom, and whether it was undone. Kept for a year.
   * @summary List bulk operations
   */
  @Get()
  @OperationId('detections.listBulks')
  @Security('bearer', ['detections:read'])
  @Security('session', ['detections:read'])
  @Example<DetectionBulkPage>({ items: [exampleBulk], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  list(@Queries() query: DetectionBulkSearch): Promise<DetectionBulkPage> {
    return this.bulks.list(query);
  }

  /**
   * Puts back status, assignee and comment as they were, but not where somebody has decided since.
   * @summary Undo a bulk operation
   */
  @Post('{bulk_id}/undo')
  @OperationId('detections.undoBulk')
  @Security('bearer', ['detections:triage'])
  @Security('session', ['detections:triage'])
  @SuccessResponse(200, 'Undone')
  @Example<DetectionBulk>(exampleBulk)
  @Response<ProblemDetails>(404, 'No such bulk operation')
  @Response<ProblemDetails>(409, 'Undone already')
  @Response<ProblemDetails>(503, 'The lock is away')
  undo(@Request() request: AuthenticatedRequest, @Path() bulk_id: string): Promise<DetectionBulk> {
    return this.bulks.undo(bulk_id, request.user);
  }
}
