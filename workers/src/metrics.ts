import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** What the workers count; `GET /metrics` shows it. */
export interface Metrics {
  readonly registry: Registry;
  readonly jobs: Counter<'queue' | 'job' | 'outcome'>;
  readonly seconds: Histogram<'queue' | 'job'>;
  /** What finished jobs say they handled: the numbers of their results, by name. */
  readonly items: Counter<'queue' | 'job' | 'item'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    jobs: new Counter({
      name: 'ja4_workers_jobs_total',
      help: 'Jobs that ended, by outcome: completed or failed',
      labelNames: ['queue', 'job', 'outcome'],
      registers,
    }),
    seconds: new Histogram({
      name: 'ja4_workers_job_seconds',
      help: 'Seconds a job took',
      labelNames: ['queue', 'job'],
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300],
      registers,
    }),
    items: new Counter({
      name: 'ja4_workers_items_total',
      help: 'What completed jobs handled, by the name the job gives it: batches, rows, detections',
      labelNames: ['queue', 'job', 'item'],
      registers,
    }),
  };
}
