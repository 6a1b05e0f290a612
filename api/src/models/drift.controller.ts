import {
  Body,
  Controller,
  Example,
  Get,
  OperationId,
  Path,
  Post,
  Queries,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { DriftService } from './drift.service.js';
import type {
  DistributionSearch,
  DriftPage,
  DriftReport,
  DriftSearch,
  DriftWritten,
  ScoreDistribution,
} from './drift.types.js';

@Route('v1/models/{model_id}')
@Tags('models')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(404, 'No such model')
@Response<ProblemDetails>(422, 'The request does not fit')
export class ModelDriftController extends Controller {
  constructor(private readonly drift: DriftService) {
    super();
  }

  /**
   * Stores how far features and score have moved in a window. The same window, feature, scope and method again replaces
   * what was written.
   * @summary Write drift
   */
  @Post('drift')
  @OperationId('models.writeDrift')
  @Security('bearer', ['models:write'])
  @SuccessResponse(201, 'Stored')
  @Example<DriftWritten>({ written: 30, drifted: 1 })
  write(@Path() model_id: string, @Body() body: DriftReport): Promise<DriftWritten> {
    this.setStatus(201);
    return this.drift.write(model_id, body);
  }

  /**
   * How far features and score have moved, newest window first. Kept for 90 days.
   * @summary List drift of a model
   */
  @Get('drift')
  @OperationId('models.drift')
  @Security('bearer', ['models:read'])
  @Security('session', ['models:read'])
  @Example<DriftPage>({
    items: [
      {
        window_from: '2026-11-21T14:00:00.000Z',
        window_to: '2026-11-22T14:00:00.000Z',
        feature: 'not_found_ratio',
        scope: '',
        method: 'psi',
        value: 0.31,
        threshold: 0.25,
        rows: 4210,
        drifted: true,
        written_at: '2026-11-22T14:05:00.000Z',
      },
    ],
    next_cursor: null,
  })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  list(@Path() model_id: string, @Queries() query: DriftSearch): Promise<DriftPage> {
    return this.drift.list(model_id, query);
  }

  /**
   * How the scores that this model gave lie between 0 and 1, in equal steps.
   * @summary Score distribution of a model
   */
  @Get('distribution')
  @OperationId('models.distribution')
  @Security('bearer', ['models:read'])
  @Security('session', ['models:read'])
  @Example<ScoreDistribution>({
    from: '2026-11-15T15:00:00.000000Z',
    to: '2026-11-22T15:00:00.000000Z',
    rows: 4210,
    quantiles: { p50: 0.41, p90: 0.49, p95: 0.53, p99: 0.62, p999: 0.71 },
    buckets: [{ from: 0.4, to: 0.42, count: 812 }],
  })
  distribution(@Path() model_id: string, @Queries() query: DistributionSearch): Promise<ScoreDistribution> {
    return this.drift.distribution(model_id, query);
  }
}
