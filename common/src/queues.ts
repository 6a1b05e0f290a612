/**
 * Queues and their payloads. The API creates and owns them, workers consume them.
 *
 * Jobs in flight: a worker of the next version meets jobs of this one, so a payload only ever gains optional fields and
 * a job that means something else gets another name. Nothing that must not be lost lives here: the state of a batch is
 * in ClickHouse, a job only says that it is time to look.
 */
export interface QueueJobs {
  correlation: {
    /** Correlates every batch that is due. */
    tick: Record<string, never>;
    /** Looks for handshakes that came after the grace time and checks the aggregates against http_logs. */
    repair: Record<string, never>;
  };
  detection: {
    /** Scores the hours given (RFC 3339), or those that changed since the last run. */
    score: { from?: string; to?: string };
    /** Has labels and rules speak on every stored detection. */
    evaluate: { requested_by?: string };
    /**
     * Trains a model on the given range (RFC 3339), or on all complete hours but the last. With `if_due` it first decides
     * about models in the shadow and looks for drift, and trains when that is due.
     */
    retrain: { from?: string; to?: string; requested_by?: string; if_due?: boolean };
  };
}

export type QueueName = keyof QueueJobs;
export const queueNames = ['correlation', 'detection'] as const satisfies readonly QueueName[];

/** Redis key prefix of the queues: one per database, so that two platforms may share a Redis. */
export function queuePrefix(database: string): string {
  return `{${database}}`;
}

/** Redis key that says that a running job is to stop; its value is who wants that. */
export function cancelKey(database: string, queue: QueueName, jobId: string): string {
  return `${queuePrefix(database)}:cancel:${queue}:${jobId}`;
}

/** Why a cancelled job failed; with an empty name, how every such reason begins. */
export function cancelledBy(name: string): string {
  return `cancelled by ${name}`;
}
