import {
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
import type { AuthenticatedRequest } from '../http/caller.js';
import type { ProblemDetails } from '../http/problem.js';
import { exampleJob } from './jobs.example.js';
import type { JobsService } from './jobs.service.js';
import type { Job, JobPage, JobSearch } from './jobs.types.js';

@Route('v1/jobs')
@Tags('jobs')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(503, 'The queues are away')
export class JobsController extends Controller {
  constructor(private readonly jobs: JobsService) {
    super();
  }

  /**
   * Jobs of the queues, newest first, and the batches that correlation gave up on. A queue forgets finished jobs after
   * some time, as its settings say.
   * @summary List jobs
   */
  @Get()
  @OperationId('jobs.list')
  @Security('bearer', ['jobs:read'])
  @Security('session', ['jobs:read'])
  @Example<JobPage>({ items: [exampleJob], next_cursor: null })
  @Response<ProblemDetails>(400, 'A parameter cannot be read')
  @Response<ProblemDetails>(422, 'A parameter is wrong')
  list(@Queries() query: JobSearch): Promise<JobPage> {
    return this.jobs.list(query);
  }

  /**
   * One job with its progress.
   * @summary Get a job
   * @param id `<queue>:<number>` or `batch:<batch_id>`
   */
  @Get('{id}')
  @OperationId('jobs.get')
  @Security('bearer', ['jobs:read'])
  @Security('session', ['jobs:read'])
  @Example<Job>(exampleJob)
  @Response<ProblemDetails>(404, 'No such job')
  get(@Path() id: string): Promise<Job> {
    return this.jobs.get(id);
  }

  /**
   * Runs a job that failed or was cancelled once more, or lets correlation try a batch in quarantine again.
   * @summary Retry a job
   * @param id `<queue>:<number>` or `batch:<batch_id>`
   */
  @Post('{id}/retry')
  @OperationId('jobs.retry')
  @Security('bearer', ['jobs:write'])
  @Security('session', ['jobs:write'])
  @SuccessResponse(202, 'Queued again')
  @Example<Job>(exampleJob)
  @Response<ProblemDetails>(404, 'No such job')
  @Response<ProblemDetails>(409, 'It has not failed')
  retry(@Path() id: string): Promise<Job> {
    this.setStatus(202);
    return this.jobs.retry(id);
  }

  /**
   * Takes a job that waits off its queue. One that runs is told to stop and ends as `cancelled` within seconds.
   * @summary Cancel a job
   * @param id `<queue>:<number>`
   */
  @Post('{id}/cancel')
  @OperationId('jobs.cancel')
  @Security('bearer', ['jobs:write'])
  @Security('session', ['jobs:write'])
  @SuccessResponse(202, 'Cancelled, or told to stop')
  @Example<Job>(exampleJob)
  @Response<ProblemDetails>(404, 'No such job')
  @Response<ProblemDetails>(409, 'It has ended, or belongs to a schedule')
  cancel(@Request() request: AuthenticatedRequest, @Path() id: string): Promise<Job> {
    this.setStatus(202);
    return this.jobs.cancel(id, request.user);
  }
}
