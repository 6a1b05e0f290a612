import { cancelledBy, type QueueName } from '@ja4-platform/common';
import type { Job as QueueJob } from 'bullmq';
import type { QuarantinedBatch } from './jobs.repository.js';
import type { Job, JobState } from './jobs.types.js';

type Queued = QueueJob<unknown, unknown>;

/** Returns a job of a queue as the specification shows it. */
export function jobView(queue: QueueName, queued: JobState, job: Queued): Job {
  const state = queued === 'failed' && job.failedReason.startsWith(cancelledBy('')) ? 'cancelled' : queued;
  const { share, text } = progressOf(job.progress);
  return {
    id: `${queue}:${job.id}`,
    queue,
    name: job.name,
    state,
    progress: state === 'completed' ? 1 : share,
    progress_text: text,
    attempts: job.attemptsMade,
    failed_reason: state === 'failed' || state === 'cancelled' ? firstLine(job.failedReason) : null,
    created_at: isoMs(job.timestamp),
    started_at: job.processedOn === undefined ? null : isoMs(job.processedOn),
    finished_at: job.finishedOn === undefined ? null : isoMs(job.finishedOn),
    result: state === 'completed' ? scalars(job.returnvalue) : {},
  };
}

/** Returns a batch in quarantine as a job. What the store said of it stays in the log: it may show the inside. */
export function batchView(batch: QuarantinedBatch): Job {
  return {
    id: `batch:${batch.batch_id}`,
    queue: 'correlation',
    name: 'correlate',
    state: 'quarantined',
    progress: 0,
    progress_text: null,
    attempts: batch.failures,
    failed_reason: `The join failed ${batch.failures} times; the log of the API says why.`,
    created_at: batch.received_at,
    started_at: null,
    finished_at: batch.changed_at,
    result: {},
  };
}

/** Workers report a number from 0 to 1, or that with a text. */
function progressOf(progress: unknown): { share: number; text: string | null } {
  if (typeof progress === 'number') return { share: within(progress), text: null };
  const { progress: share, text } = (progress ?? {}) as { progress?: unknown; text?: unknown };
  return { share: typeof share === 'number' ? within(share) : 0, text: typeof text === 'string' ? text : null };
}

const within = (share: number): number => Math.min(1, Math.max(0, share));

const isoMs = (ms: number): string => new Date(ms).toISOString();

function firstLine(text: string | undefined): string {
  return (text ?? '').split('\n')[0]?.slice(0, 300) || 'failed without a reason';
}

function scalars(value: unknown): Job['result'] {
  if (typeof value !== 'object' || value === null) return {};
  const isScalar = (item: unknown): item is string | number | boolean =>
    ['string', 'number', 'boolean'].includes(typeof item);
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string | number | boolean] => isScalar(entry[1])),
  );
}
