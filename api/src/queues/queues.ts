import { queuePrefix, redisAddress, type Logger, type QueueJobs, type QueueName } from '@ja4-platform/common';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueStatus } from '../status/status.types.js';

type QueueOf<N extends keyof QueueJobs> = Queue<QueueJobs[N][keyof QueueJobs[N]], unknown>;

/** The queues, created and owned by the API. Without Redis every call fails within 200 ms instead of waiting. */
export interface Queues {
  readonly correlation: QueueOf<'correlation'>;
  readonly detection: QueueOf<'detection'>;
  status(): Promise<QueueStatus[]>;
  /** Returns the id of the last event of a queue; undefined when there was none. */
  lastEvent(queue: QueueName): Promise<string | undefined>;
  /** Returns at most `limit` events of a queue after the one given, oldest first: BullMQ keeps about 10,000. */
  eventsAfter(queue: QueueName, entry: string, limit: number): Promise<QueueEvent[]>;
  close(): Promise<void>;
}

/** Something happened to a job. */
export interface QueueEvent {
  /** Id of the entry in the queue's stream. */
  readonly entry: string;
  readonly jobId: string;
}

const kept = { removeOnComplete: { count: 200 }, removeOnFail: { count: 500 } };
const minuteMs = 60_000;
const schedulers = [
  { queue: 'correlation', name: 'tick', repeat: { every: 500 }, data: {}, opts: { removeOnComplete: true } },
  { queue: 'correlation', name: 'repair', repeat: { every: 60 * minuteMs }, data: {}, opts: {} },
  { queue: 'detection', name: 'score', repeat: { every: 5 * minuteMs }, data: {}, opts: {} },
  { queue: 'detection', name: 'evaluate', repeat: { every: minuteMs }, data: {}, opts: { removeOnComplete: true } },
  { queue: 'detection', name: 'retrain', repeat: { every: 60 * minuteMs }, data: { if_due: true }, opts: {} },
] as const;
/** A Redis that came back empty has its schedulers again within this time. */
const reassertMs = 15_000;

/** Connects the queues and keeps their schedulers in place for as long as the API runs. */
export function createQueues(redisUrl: string, database: string, logger: Logger): Queues {
  const connection = new Redis(redisAddress(redisUrl), {
    enableOfflineQueue: false,
    commandTimeout: 200,
    maxRetriesPerRequest: 0,
  });
  connection.on('error', (error: Error) => logger.debug({ err: error }, 'queues: Redis cannot be reached'));
  // Without the check of Redis' version, which BullMQ makes once, too early for a connection that does not queue.
  const options = {
    connection,
    prefix: queuePrefix(database),
    defaultJobOptions: kept,
    skipWaitingForReady: true,
    skipVersionCheck: true,
  };
  const queues = { correlation: new Queue('correlation', options), detection: new Queue('detection', options) };
  for (const queue of Object.values(queues)) {
    queue.on('error', (error) => logger.debug({ err: error }, 'queues: Redis cannot be reached'));
  }

  const assertSchedulers = async (): Promise<void> => {
    try {
      for (const { queue, name, repeat, data, opts } of schedulers) {
        await queues[queue].upsertJobScheduler(name, repeat, { name, data, opts });
      }
    } catch (error) {
      logger.warn({ err: error }, 'the schedulers could not be set; tried again soon');
    }
  };
  connection.on('ready', () => void assertSchedulers());
  const timer = setInterval(() => void assertSchedulers(), reassertMs);

  return {
    ...queues,
    async lastEvent(queue) {
      const [newest] = await connection.xrevrange(queues[queue].toKey('events'), '+', '-', 'COUNT', 1);
      return newest?.[0];
    },
    async eventsAfter(queue, entry, limit) {
      const entries = await connection.xrange(queues[queue].toKey('events'), `(${entry}`, '+', 'COUNT', limit);
      return entries.map(([id, fields]) => ({ entry: id, jobId: fields[fields.indexOf('jobId') + 1] ?? '' }));
    },
    status: () => Promise.all(Object.values(queues).map(queueStatus)),
    async close() {
      clearInterval(timer);
      await Promise.allSettled(Object.values(queues).map((queue) => queue.close()));
      connection.disconnect();
    },
  };
}

async function queueStatus(queue: Queue): Promise<QueueStatus> {
  try {
    const { waiting = 0, active = 0, failed = 0 } = await queue.getJobCounts('waiting', 'active', 'failed');
    return { name: queue.name, ok: true, waiting, active, failed };
  } catch {
    return { name: queue.name, ok: false, waiting: null, active: null, failed: null };
  }
}
