import type { Message } from '../messages/messages.types.js';
import type { SensorState } from '../sensors/sensors.types.js';
import type { ReferenceList } from '../reference-lists/reference-lists.types.js';

export interface StoreStatus {
  ok: boolean;
  version: string;
  database: string;
}

export interface QueueStatus {
  name: string;
  /** False when Redis cannot be reached: the numbers are null then. */
  ok: boolean;
  waiting: number | null;
  active: number | null;
  failed: number | null;
}

/** What was accepted and is not yet in http_logs. */
export interface BacklogStatus {
  /** @isLong */
  batches: number;
  /** @isLong */
  lines: number;
  /** Seconds that the oldest of them has waited; null when there is none. */
  oldest_age_s: number | null;
  /**
   * Batches that failed five times and wait for a person.
   * @isLong
   */
  quarantined: number;
}

export interface SensorStatus {
  sensor_id: string;
  /** What `GET /v1/sensors` says of it. */
  state: SensorState;
  /** @isDateTime */
  last_batch_at: string;
  /** @isLong */
  requests: number;
  /** @isLong */
  handshakes: number;
  /** @isLong */
  rejected: number;
}

export interface TableStatus {
  table: string;
  /** @isLong */
  rows: number;
  /** @isLong */
  bytes: number;
}

/** A problem or a warning with its sentences taken apart. */
export interface StatusNotice {
  level: 'problem' | 'warning';
  detail: string;
  messages: Message[];
}

/** How the platform is, for people: `ok` is false when any part needs attention, and `problems` says which. */
export interface Status {
  ok: boolean;
  problems: string[];
  /** What a person should look at when there is time: `ok` does not depend on it. */
  warnings: string[];
  /** All problems and warnings, with the parts of their sentences. */
  notices: StatusNotice[];
  version: string;
  /** @isDateTime */
  time: string;
  store: StoreStatus;
  queues: QueueStatus[];
  backlog: BacklogStatus;
  /** Sensors that sent in the last 24 hours. */
  sensors: SensorStatus[];
  tables: TableStatus[];
  /** Lists in force, with their age and terms. */
  reference_lists: ReferenceList[];
}
