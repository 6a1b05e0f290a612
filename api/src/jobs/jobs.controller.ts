import type { Readable } from 'node:stream';
import {
  Controller,
  Example,
  Get,
  Header,
  OperationId,
  Path,
  Post,
  Produces,
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
import type { Feeds } from '../stream/feeds.js';
import type { StreamService } from '../stream/stream.service.js';
import { exampleJob } from './jobs.example.js';
import type { JobsService } from './jobs.service.js';
import type { Job, JobPage, JobSearch } from './jobs.types.js';

@Route('v1/jobs')
@Tags('jobs')
@Response<ProblemDetails>(401, 'No valid key or session')
@Response<ProblemDetails>(403, 'The scope is missing')
@Response<ProblemDetails>(503, 'The queues are away')
export class JobsController extends Controller {
  constructor(
    private readonly jobs: JobsService,
    private readonly streams: StreamService,
    private readonly feeds: Feeds,
  ) {
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
   * Jobs as something happens to them, as server-sent events: `id` is the position, `data` one job as
   * `GET /v1/jobs/{id}` returns it at that moment. Jobs that a queue forgets at once and batches in quarantine are not
   * among them. A client that does not read for 30 seconds is disconnected.
   * @summary Follow jobs
   * @param lastEventId `<queue>:<number>,...`: `id` of the last event received
   */
  @Get('stream')
  @OperationId('jobs.stream')
  @Produces('text/event-stream')
  @Security('bearer', ['jobs:read'])
  @Security('session', ['jobs:read'])
  @Example<object>({ id: 'correlation:0-0,detection:1795359604812-0', data: exampleJob })
  @Response<ProblemDetails>(400, 'Last-Event-ID cannot be read')
  @Response<ProblemDetails>(429, 'Too many streams are open')
  follow(@Request() request: AuthenticatedRequest, @Header('Last-Event-ID') lastEventId?: string): Promise<Readable> {
    this.setHeader('Content-Type', 'text/event-stream');
    this.setHeader('Cache-Control', 'no-store');
    return this.streams.open(request, 'jobs', this.feeds.jobs(), lastEventId);
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
