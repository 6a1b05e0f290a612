import type { Logger, Settings } from '@ja4-platform/common';
import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import type { Queues } from './queues/queues.js';
import type { Store } from './store/store.js';

export const apiSettings = [
  'JA4_PORT',
  'JA4_HOST',
  'JA4_TRUSTED_PROXIES',
  'JA4_DATA_DIR',
  'CLICKHOUSE_URL',
  'CLICKHOUSE_DATABASE',
  'REDIS_URL',
  'JA4_RETENTION_DAYS',
  'JA4_RETENTION_TABLES',
  'JA4_GRACE_MS',
  'JA4_CONNECTION_MAX_S',
  'JA4_CLOCK_TOLERANCE_MS',
  'JA4_BACKLOG_BATCHES',
  'JA4_RATE_LIMIT',
  'JA4_ALERT_BUDGET',
  'JA4_DETECTION_QUIET_DAYS',
  'JA4_TWO_PERSON',
] as const;

/** Milliseconds since 1970 UTC: every timer of the API reads it here, so that tests can move it. */
export interface Clock {
  now(): number;
}

/** What the services of one API process share. */
export interface Context {
  readonly settings: Settings<(typeof apiSettings)[number]>;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly store: Store;
  readonly redis: Redis;
  readonly queues: Queues;
  readonly metrics: Registry;
}
