import { cancelKey, cancelledBy, queueNames, type QueueJobs, type QueueName } from '@ja4-platform/common';
import type { JobType } from 'bullmq';
import type { Redis } from 'ioredis';
import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import type { BatchesRepository } from '../events/batches.repository.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import type { Queues } from '../queues/queues.js';
import { batchView, jobView } from './job-view.js';
import type { JobsRepository } from './jobs.repository.js';
import type { Job, JobAccepted, JobPage, JobSearch, JobState } from './jobs.types.js';

const list = 'jobs.list';
/** BullMQ's states as we name them. */
const stateOf: Partial<Record<JobType, Exclude<JobState, 'quarantined' | 'cancelled'>>> = {
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
/** How long a worker that does not answer may still find that its job is cancelled. */
const cancelSeconds = 3600;

export class JobsService {
  constructor(
    private readonly quarantine: JobsRepository,
    private readonly batches: BatchesRepository,
    private readonly queues: Queues,
    private readonly redis: Redis,
    private readonly database: string,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns jobs of the queues and batches in quarantine, newest first.
   * @throws Problem unavailable when Redis is away
   */
  async list({ limit = 50, cursor, count = false, ...search }: JobSearch): Promise<JobPage> {
    const after = cursor === undefined ? undefined : decodeCursor(list, search, cursor, 2);
    const wanted = search.queue === undefined ? queueNames : [search.queue];
    const lists = await Promise.all([
      ...wanted.map((queue) => this.jobsOf(queue, search.state)),
      wanted.includes('correlation') ? this.quarantined(search.state) : [],
    ]);
    const all = lists
      .flat()
      .filter(({ name, state }) => name === (search.name ?? name) && (search.state?.includes(state) ?? true))
      .sort((a, b) => compare([b.created_at, b.id], [a.created_at, a.id]));
    const found = all.filter(({ created_at, id }) => after === undefined || compare([created_at, id], after) < 0);
    return pageOf(list, found, limit, search, ({ created_at, id }) => [created_at, id], count ? all.length : undefined);
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

  /**
   * Runs a job that failed, or joins a batch in quarantine, once more.
   * @throws Problem conflict when it is not one of these
   */
  async retry(id: string): Promise<Job> {
    const { queue, rest, found } = await this.found(id);
    if (found.state === 'quarantined') {
      await this.release(rest);
      return { ...found, state: 'waiting', attempts: 0, failed_reason: null, finished_at: null };
    }
    if (found.state !== 'failed' && found.state !== 'cancelled') throw wrongState(found, 'retried');
    await reachable(async () => {
      const job = await this.queues[queue!].getJob(rest);
      await this.redis.del(cancelKey(this.database, queue!, rest));
      await job?.retry('failed');
    });
    return this.get(id);
  }

  /**
   * Takes a waiting job off its queue, or tells the worker to stop: the job then ends as cancelled within seconds.
   * @throws Problem conflict when it has ended, or belongs to a schedule
   */
  async cancel(id: string, caller: Caller): Promise<Job> {
    const { queue, rest, found } = await this.found(id);
    if (found.state === 'active') {
      await reachable(() => this.redis.set(cancelKey(this.database, queue!, rest), caller.name, 'EX', cancelSeconds));
      return found;
    }
    if (found.state !== 'waiting' && found.state !== 'delayed') throw wrongState(found, 'cancelled');
    await reachable(async () => {
      const job = await this.queues[queue!].getJob(rest);
      if (job?.repeatJobKey)
        throw new Problem('conflict', `${id} belongs to a schedule and would come back by itself.`);
      await job?.remove();
    });
    return { ...found, state: 'cancelled', failed_reason: cancelledBy(caller.name) };
  }

  private async found(id: string): Promise<{ queue: QueueName | undefined; rest: string; found: Job }> {
    const [, prefix, rest = ''] = /^(\w+):(.+)$/.exec(id) ?? [];
    return { queue: queueNames.find((name) => name === prefix), rest, found: await this.get(id) };
  }

  /** Some of it may be written already, so the join is to look first: what failed before is never fresh. */
  private async release(batchId: string): Promise<void> {
    const batch = await this.batches.find(batchId);
    if (batch?.state !== 'quarantined') return;
    const changed_at = new Date(this.clock.now()).toISOString();
    await this.batches.save({ ...batch, state: 'accepted', failures: 1, changed_at, version: batch.version + 1 });
  }

  private async jobsOf(queue: QueueName, states: readonly JobState[] | undefined): Promise<Job[]> {
    const isWanted = (state: JobState | undefined): boolean =>
      states === undefined || states.some((wanted) => (wanted === 'cancelled' ? 'failed' : wanted) === state);
    const types = (Object.keys(stateOf) as JobType[]).filter((type) => isWanted(stateOf[type]));
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

  private async quarantined(states: readonly JobState[] | undefined): Promise<Job[]> {
    if (states !== undefined && !states.includes('quarantined')) return [];
    return (await this.quarantine.quarantined(maxPerState)).map(batchView);
  }

  private async batch(batchId: string): Promise<Job | undefined> {
    const found = isUuid(batchId) ? await this.quarantine.quarantinedBatch(batchId) : undefined;
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

function wrongState({ id, state }: Job, what: string): Problem {
  return new Problem('conflict', `${id} is ${state}: it cannot be ${what}.`);
}

function compare([timeA, idA]: readonly (string | number)[], [timeB, idB]: readonly (string | number)[]): number {
  const [a, b] = [`${timeA} ${idA}`, `${timeB} ${idB}`];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @throws Problem unavailable when Redis is away */
export async function reachable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('unavailable', 'The queues are away.', { cause, retryAfterSeconds: 5 });
  }
}
