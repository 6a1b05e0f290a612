import { Controller, Example, Get, OperationId, Path, Queries, Response, Route, Security, Tags } from '@tsoa/runtime';
import type { ProblemDetails } from '../http/problem.js';
import { exampleJob } from './jobs.example.js';
import type { JobsService } from './jobs.service.js';
import type { Job, JobPage, JobSearch } from './jobs.types.js';

@Route('v1/jobs')
@Tags('jobs')
@Security('bearer', ['jobs:read'])
@Security('session', ['jobs:read'])
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
  @Example<Job>(exampleJob)
  @Response<ProblemDetails>(404, 'No such job')
  get(@Path() id: string): Promise<Job> {
    return this.jobs.get(id);
  }
}
