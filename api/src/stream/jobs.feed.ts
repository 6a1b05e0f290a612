import { queueNames, type QueueName } from '@ja4-platform/common';
import { Problem } from '../http/problem.js';
import { reachable, type JobsService } from '../jobs/jobs.service.js';
import type { Job } from '../jobs/jobs.types.js';
import type { Queues } from '../queues/queues.js';
import { invalidEventId } from './event-id.js';
import type { Feed, FeedEvent, FeedPage } from './feed.js';

/** The last entry read of each queue's own stream of events in Redis. */
export type JobsPosition = Readonly<Record<QueueName, string>>;

const pageSize = 200;
const entryForm = /^\d{1,15}-\d{1,15}$/;
const beginning = '0-0';

/** Jobs as they stand whenever something happens to them. A job that a queue forgets at once is not seen. */
export class JobsFeed implements Feed<JobsPosition> {
  constructor(
    private readonly jobs: JobsService,
    private readonly queues: Queues,
  ) {}

  async now(): Promise<JobsPosition> {
    const entries = await reachable(() =>
      Promise.all(queueNames.map(async (queue) => [queue, (await this.queues.lastEvent(queue)) ?? beginning] as const)),
    );
    return Object.fromEntries(entries) as unknown as JobsPosition;
  }

  parse(id: string): JobsPosition {
    const parts = id.split(',').map((part) => part.split(':') as [QueueName, string]);
    if (!parts.every(([queue, entry]) => queueNames.includes(queue) && entryForm.test(entry))) throw invalidEventId();
    return {
      ...(Object.fromEntries(queueNames.map((queue) => [queue, beginning])) as JobsPosition),
      ...Object.fromEntries(parts),
    };
  }

  idOf(position: JobsPosition): string {
    return queueNames.map((queue) => `${queue}:${position[queue]}`).join(',');
  }

  async after(start: JobsPosition): Promise<FeedPage<JobsPosition>> {
    const events: FeedEvent[] = [];
    let position = start;
    let isPartial = false;
    for (const queue of queueNames) {
      const entries = await reachable(() => this.queues.eventsAfter(queue, position[queue], pageSize));
      isPartial ||= entries.length === pageSize;
      // A job that came up several times is shown once, where it came up last.
      const lastOf = new Map(entries.map(({ jobId, entry }) => [jobId, entry]));
      for (const { jobId, entry } of entries) {
        position = { ...position, [queue]: entry };
        const data = lastOf.get(jobId) === entry ? await this.job(`${queue}:${jobId}`) : undefined;
        if (data) events.push({ id: this.idOf(position), data });
      }
    }
    return { events, position, isPartial };
  }

  private async job(id: string): Promise<Job | undefined> {
    try {
      return await this.jobs.get(id);
    } catch (error) {
      if (error instanceof Problem && error.code === 'not-found') return undefined;
      throw error;
    }
  }
}
