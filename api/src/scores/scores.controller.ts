import {
  Body,
  Controller,
  Example,
  Get,
  OperationId,
  Post,
  Queries,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import type { JobAccepted } from '../jobs/jobs.types.js';
import type { ScoresService } from './scores.service.js';
import type { ScoreBatch, ScorePage, ScoreRun, ScoreSearch, ScoresWritten } from './scores.types.js';

@Route('v1/scores')
@Tags('scores')
@Response<ProblemDetails>(400, 'The request cannot be read')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(422, 'The request does not fit')
export class ScoresController extends Controller {
  constructor(private readonly scores: ScoresService) {
    super();
  }

  /**
   * Stores the scores of a model. Writing the same hour, client, handshake, host and model again replaces the score.
   * @summary Write scores
   */
  @Post()
  @OperationId('scores.write')
  @Security('bearer', ['scores:write'])
  @SuccessResponse(201, 'Stored')
  @Example<ScoresWritten>({ written: 120 })
  async write(@Body() body: ScoreBatch): Promise<ScoresWritten> {
    this.setStatus(201);
    return this.scores.write(body);
  }

  /**
   * Scores with what each feature added to them.
   * @summary List scores
   */
  @Get()
  @OperationId('scores.list')
  @Security('bearer', ['scores:read'])
  @Security('session', ['scores:read'])
  @Example<ScorePage>({
    items: [
      {
        hour: '2026-11-22T14:00:00Z',
        client_ip: '203.0.113.7',
        ja4: 't13d1311h2_f57a46bbacb6_ab7e3b40a677',
        host: 'shop.example',
        requests: 100,
        score: 0.87,
        percentile: 0.999,
        contributions: [{ feature: 'not_found_ratio', value: 0.97, contribution: 0.21 }],
        provisional: false,
        shadow: false,
        model_id: '5b0f0a3e-9f0c-4a37-8d3c-5d1c6b0f9a11',
        scored_at: '2026-11-22T15:05:00Z',
      },
    ],
    next_cursor: null,
  })
  list(@Queries() query: ScoreSearch): Promise<ScorePage> {
    return this.scores.list(query);
  }

  /**
   * Starts scoring as a job; `GET /v1/jobs/{id}` follows it.
   * @summary Score now
   */
  @Post('run')
  @OperationId('scores.run')
  @Security('bearer', ['jobs:write'])
  @Security('session', ['jobs:write'])
  @SuccessResponse(202, 'Queued')
  @Response<ProblemDetails>(503, 'The queue is away')
  @Example<JobAccepted>({ job_id: 'detection:42' })
  async run(@Body() body: ScoreRun): Promise<JobAccepted> {
    this.setStatus(202);
    return this.scores.run(body);
  }
}
