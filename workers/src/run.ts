import { setTimeout as delay } from 'node:timers/promises';
import {
  cancelKey,
  cancelledBy,
  queueNames,
  queuePrefix,
  type Logger,
  type QueueJobs,
  type QueueName,
} from '@ja4-platform/common';
import { UnrecoverableError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Metrics } from './metrics.js';

/** What a job gives back: `/v1/jobs` shows it, and its numbers are counted by name. */
export type JobResult = Record<string, string | number | boolean>;

/** What a handler can use of the job it runs in. */
export interface JobContext {
  /** As `/v1/jobs` names it. */
  readonly id: string;
  /** Aborted when the process is about to end. A handler that cannot stop early is run again elsewhere. */
  readonly stopping: AbortSignal;
  /** Aborted when somebody cancelled the job: throw its reason as soon as what is done so far is whole. */
  readonly cancelled: AbortSignal;
  /** Shows how far the job is, from 0 to 1. Never fails: a Redis that lost the job must not end its work. */
  readonly report: (progress: number, text: string) => Promise<void>;
}

type Handler<Data> = (data: Data, context: JobContext) => Promise<JobResult>;

/** One handler for every job of every queue, so that a job without one does not compile. */
export type Handlers = { readonly [Q in QueueName]: { readonly [J in keyof QueueJobs[Q]]: Handler<QueueJobs[Q][J]> } };

export interface RunningWorkers {
  /** Takes no new jobs and waits for those that run, at most `limitMs`; what still runs then is done again elsewhere. */
  close(limitMs: number): Promise<void>;
}

/** A worker that was killed is noticed within seconds, and its job run again, as often as it takes. */
const recovery = { lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 1000 };

const cancelPollMs = 1000;

/** Consumes the queues of `database`, one job of each queue at a time. */
export function runWorkers(
  connection: Redis,
  database: string,
  handlers: Handlers,
  metrics: Metrics,
  logger: Logger,
): RunningWorkers {
  const stopping = new AbortController();
  const failing = new Set<string>();

  const run = async (queue: QueueName, job: Job): Promise<JobResult> => {
    const handler = (handlers[queue] as Record<string, Handler<unknown> | undefined>)[job.name];
    if (!handler) throw new UnrecoverableError(`no handler for ${job.name} of the queue ${queue}`);
    const labels = { queue, job: job.name };
    const name = `${queue}:${job.name}`;
    const stopTimer = metrics.seconds.startTimer(labels);
    const cancelled = new AbortController();
    const watch = setInterval(() => void watchForCancel(queue, job, cancelled), cancelPollMs);
    try {
      const report = (progress: number, text: string): Promise<void> =>
        job.updateProgress({ progress, text }).catch((error: unknown) => {
          logger.debug({ ...labels, err: error }, 'progress could not be shown');
        });
      const id = `${queue}:${job.id}`;
      const signals = { stopping: stopping.signal, cancelled: cancelled.signal };
      const result = await handler(job.data, { id, ...signals, report });
      cancelled.signal.throwIfAborted();
      metrics.jobs.inc({ ...labels, outcome: 'completed' });
      for (const [item, value] of Object.entries(result)) {
        if (typeof value === 'number') metrics.items.inc({ ...labels, item }, value);
      }
      if (failing.delete(name)) logger.info(labels, 'works again');
      return result;
    } catch (error) {
      metrics.jobs.inc({ ...labels, outcome: 'failed' });
      // A tick every 500 ms would flood the log while the API is away; the counter has them all.
      if (!failing.has(name)) logger.warn({ ...labels, err: error }, 'failed; logged again when it works');
      failing.add(name);
      throw error;
    } finally {
      clearInterval(watch);
      stopTimer();
    }
  };

  const watchForCancel = async (queue: QueueName, job: Job, cancelled: AbortController): Promise<void> => {
    const by = await connection.get(cancelKey(database, queue, String(job.id))).catch(() => null);
    if (by !== null) cancelled.abort(new UnrecoverableError(cancelledBy(by)));
  };

  const workers = queueNames.map((queue) => {
    const options = { connection, prefix: queuePrefix(database), ...recovery };
    const worker = new Worker(queue, (job: Job) => run(queue, job), options);
    worker.on('error', (error) => logger.debug({ err: error, queue }, 'Redis cannot be reached'));
    return worker;
  });

  return {
    async close(limitMs) {
      stopping.abort();
      await Promise.race([
        Promise.all(workers.map((worker) => worker.close())),
        delay(limitMs, undefined, { ref: false }),
      ]);
    },
  };
}
