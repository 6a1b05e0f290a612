import { queueNames, type QueueJobs, type QueueName } from '@ja4-platform/common';
import type { JobType } from 'bullmq';
import { validate as isUuid } from 'uuid';
import { decodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import type { Queues } from '../queues/queues.js';
import { batchView, jobView } from './job-view.js';
import type { JobsRepository } from './jobs.repository.js';
import type { Job, JobAccepted, JobPage, JobSearch, JobState } from './jobs.types.js';

/** BullMQ's states as we name them. */
const stateOf: Partial<Record<JobType, Exclude<JobState, 'quarantined'>>> = {
  active: 'active',
  waiting: 'waiting',
  prioritized: 'waiting',
  delayed: 'delayed',
  completed: 'completed',
  failed: 'failed',
};
/** More than the queues keep of finished jobs, so that a list is whole. */
const maxPerState = 1000;
const maxWaiting = 100;

export class JobsService {
  constructor(
    private readonly batches: JobsRepository,
    private readonly queues: Queues,
  ) {}

  /**
   * Returns jobs of the queues and batches in quarantine, newest first.
   * @throws Problem unavailable when Redis is away
   */
  async list({ limit = 50, cursor, ...search }: JobSearch): Promise<JobPage> {
    const after = cursor === undefined ? undefined : decodeCursor(search, cursor, 2);
    const wanted = search.queue === undefined ? queueNames : [search.queue];
    const lists = await Promise.all([
      ...wanted.map((queue) => this.jobsOf(queue, search.state)),
      wanted.includes('correlation') ? this.quarantined(search.state) : [],
    ]);
    const found = lists
      .flat()
      .filter(({ name }) => search.name === undefined || name === search.name)
      .sort((a, b) => compare([b.created_at, b.id], [a.created_at, a.id]))
      .filter(({ created_at, id }) => after === undefined || compare([created_at, id], after) < 0);
    return pageOf(found, limit, search, ({ created_at, id }) => [created_at, id]);
  }

  async get(id: string): Promise<Job> {
    const [, prefix, rest = ''] = /^(\w+):(.+)$/.exec(id) ?? [];
    const found = prefix === 'batch' ? await this.batch(rest) : await this.job(prefix, rest);
    if (!found) throw new Problem('not-found', `There is no job ${id}.`);
    return found;
  }

  /**
   * Puts a job on the queue of the bot-detector.
   * @throws Problem too-many-requests when 100 jobs wait, unavailable when Redis is away
   */
  async enqueue<N extends keyof QueueJobs['detection']>(
    name: N,
    data: QueueJobs['detection'][N],
  ): Promise<JobAccepted> {
    return reachable(async () => {
      if ((await this.queues.detection.getWaitingCount()) >= maxWaiting) {
        throw new Problem('too-many-requests', `${maxWaiting} jobs are waiting already.`, { retryAfterSeconds: 60 });
      }
      const job = await this.queues.detection.add(name, data);
      return { job_id: `detection:${job.id}` };
    });
  }

  private async jobsOf(queue: QueueName, state: JobState | undefined): Promise<Job[]> {
    const types = (Object.keys(stateOf) as JobType[]).filter((type) => state === undefined || stateOf[type] === state);
    return reachable(async () => {
      const lists = await Promise.all(
        types.map(async (type) => {
          const jobs = await this.queues[queue].getJobs([type], 0, maxPerState - 1);
          // A job that moves between two states while they are read may be undefined here.
          return jobs.filter(Boolean).map((job) => jobView(queue, stateOf[type] ?? 'waiting', job));
        }),
      );
      return [...new Map(lists.flat().map((job) => [job.id, job])).values()];
    });
  }

  private async quarantined(state: JobState | undefined): Promise<Job[]> {
    if (state !== undefined && state !== 'quarantined') return [];
    return (await this.batches.quarantined(maxPerState)).map(batchView);
  }

  private async batch(batchId: string): Promise<Job | undefined> {
    const found = isUuid(batchId) ? await this.batches.quarantinedBatch(batchId) : undefined;
    return found && batchView(found);
  }

  private async job(queueName: string | undefined, id: string): Promise<Job | undefined> {
    const queue = queueNames.find((name) => name === queueName);
    if (!queue) return undefined;
    return reachable(async () => {
      // The state first: a job that is completed by then has its result in what is read after it.
      const state = stateOf[(await this.queues[queue].getJobState(id)) as JobType];
      if (!state) return undefined;
      const job = await this.queues[queue].getJob(id);
      return job && jobView(queue, state, job);
    });
  }
}

function compare([timeA, idA]: readonly (string | number)[], [timeB, idB]: readonly (string | number)[]): number {
  const [a, b] = [`${timeA} ${idA}`, `${timeB} ${idB}`];
  return a < b ? -1 : a > b ? 1 : 0;
}

async function reachable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('unavailable', 'The queues are away.', { cause, retryAfterSeconds: 5 });
  }
}
