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
import type { JobAccepted } from '../jobs/jobs.types.js';
import type { ModelLineage, NewModelDecision, PromotionReason, RollBack } from './decisions.types.js';
import { exampleModel } from './models.example.js';
import type { ModelsService } from './models.service.js';
import type { Model, ModelArtifact, ModelPage, ModelSearch, NewModel, Retraining } from './models.types.js';

@Route('v1/models')
@Tags('models')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
export class ModelsController extends Controller {
  constructor(private readonly models: ModelsService) {
    super();
  }

  /**
   * Models, newest first, without their artifacts.
   * @summary List models
   */
  @Get()
  @OperationId('models.list')
  @Security('bearer', ['models:read'])
  @Security('session', ['models:read'])
  @Example<ModelPage>({ items: [exampleModel], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  list(@Queries() query: ModelSearch): Promise<ModelPage> {
    return this.models.list(query);
  }

  /**
   * Stores a trained model as a candidate. The checksum is checked.
   * @summary Store a model
   */
  @Post()
  @OperationId('models.create')
  @Security('bearer', ['models:write'])
  @SuccessResponse(201, 'Stored')
  @Example<Model>(exampleModel)
  @Response<ProblemDetails>(413, 'The artifact is too large')
  @Response<ProblemDetails>(422, 'The body does not fit')
  async create(@Request() request: AuthenticatedRequest, @Body() body: NewModel): Promise<Model> {
    const model = await this.models.create(body, request.user);
    auditNote(request, { subject: model.model_id });
    this.setStatus(201);
    return model;
  }

  /**
   * Starts training as a job; `GET /v1/jobs/{id}` follows it. One at a time: a second is refused while the first waits or
   * runs.
   * @summary Train a model
   */
  @Post('retrain')
  @OperationId('models.retrain')
  @Security('bearer', ['jobs:write'])
  @Security('session', ['jobs:write'])
  @SuccessResponse(202, 'Queued')
  @Example<JobAccepted>({ job_id: 'detection:42' })
  @Response<ProblemDetails>(409, 'A retraining waits or runs')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The queue is away')
  retrain(@Request() request: AuthenticatedRequest, @Body() body: Retraining): Promise<JobAccepted> {
    this.setStatus(202);
    return this.models.retrain(body, request.user);
  }

  /**
   * One model: parameters, features, metrics and thresholds.
   * @summary Get a model
   */
  @Get('{model_id}')
  @OperationId('models.get')
  @Security('bearer', ['models:read'])
  @Security('session', ['models:read'])
  @Example<Model>(exampleModel)
  @Response<ProblemDetails>(404, 'No such model')
  get(@Path() model_id: string): Promise<Model> {
    return this.models.get(model_id);
  }

  /**
   * The model itself, to score with.
   * @summary Get the artifact of a model
   */
  @Get('{model_id}/artifact')
  @OperationId('models.artifact')
  @Security('bearer', ['models:read'])
  @Example<ModelArtifact>({
    model_id: '5b0f0a3e-9f0c-4a37-8d3c-5d1c6b0f9a11',
    checksum: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    artifact: '{"version":1,"trees":[]}',
  })
  @Response<ProblemDetails>(404, 'No such model')
  artifact(@Path() model_id: string): Promise<ModelArtifact> {
    return this.models.artifact(model_id);
  }

  /**
   * Which models it comes from, nearest first, and which were made to beat it. `GET /v1/model-decisions?model_id=` has what
   * was decided about it.
   * @summary Lineage of a model
   */
  @Get('{model_id}/lineage')
  @OperationId('models.lineage')
  @Security('bearer', ['models:read'])
  @Security('session', ['models:read'])
  @Example<ModelLineage>({ ancestors: [], children: [] })
  @Response<ProblemDetails>(404, 'No such model')
  lineage(@Path() model_id: string): Promise<ModelLineage> {
    return this.models.lineage(model_id);
  }

  /**
   * Makes a model the champion of its algorithm; the champion before retires. Both are recorded.
   * @summary Promote a model
   */
  @Post('{model_id}/promote')
  @OperationId('models.promote')
  @Security('bearer', ['models:write'])
  @Security('session', ['models:write'])
  @SuccessResponse(200, 'Promoted')
  @Example<Model>(exampleModel)
  @Response<ProblemDetails>(404, 'No such model')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  promote(
    @Request() request: AuthenticatedRequest,
    @Path() model_id: string,
    @Body() body?: PromotionReason,
  ): Promise<Model> {
    return this.models.promote(model_id, body?.reason ?? '', request.user);
  }

  /**
   * Puts back the champion whose place the present one took; again, the one before that.
   * @summary Roll back the champion
   */
  @Post('roll-back')
  @OperationId('models.rollBack')
  @Security('bearer', ['models:write'])
  @Security('session', ['models:write'])
  @SuccessResponse(200, 'Rolled back')
  @Example<Model>(exampleModel)
  @Response<ProblemDetails>(409, 'There is no champion before')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  rollBack(@Request() request: AuthenticatedRequest, @Body() body: RollBack): Promise<Model> {
    return this.models.rollBack(body, request.user);
  }

  /**
   * Says that a model passed its gates (`accepted`), is to score unseen beside the champion (`shadowed`), or did not pass
   * (`refused`), and by which numbers; or that somebody seems to teach it (`alerted`).
   * @summary Decide about a model
   */
  @Post('{model_id}/decisions')
  @OperationId('models.decide')
  @Security('bearer', ['models:write'])
  @Security('session', ['models:write'])
  @SuccessResponse(201, 'Recorded')
  @Example<Model>(exampleModel)
  @Response<ProblemDetails>(404, 'No such model')
  @Response<ProblemDetails>(409, 'It is the champion')
  @Response<ProblemDetails>(422, 'The body does not fit')
  @Response<ProblemDetails>(503, 'The lock is away')
  decide(
    @Request() request: AuthenticatedRequest,
    @Path() model_id: string,
    @Body() body: NewModelDecision,
  ): Promise<Model> {
    this.setStatus(201);
    return this.models.decide(model_id, body, request.user);
  }
}
