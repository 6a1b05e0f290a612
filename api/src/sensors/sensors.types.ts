import type { Message } from '../messages/messages.types.js';

/**
 * - `healthy`: it delivers what it sees.
 * - `lagging`: its events arrive late, or wait on its host.
 * - `blind`: one half is missing: handshakes without requests, or requests without handshakes; docs/blind-sensor.md says how to find out why.
 * - `silent`: nothing comes from it.
 * - `revoked`: its keys were taken away.
 */
export type SensorState = 'healthy' | 'lagging' | 'blind' | 'silent' | 'revoked';

/** How its events go to the API: `waiting` for an API that is not well, `held` until a person changes something. */
export type Delivery = 'sending' | 'waiting' | 'held';

/** One sensor: what it last said of itself, and what came from it. */
export interface Sensor {
  sensor_id: string;
  state: SensorState;
  /** Why it is in this state, in words. */
  reason: string;
  /** The sentences of `reason`, each taken apart. */
  messages: Message[];
  /** Null before the first heartbeat, as everything a heartbeat says. */
  hostname: string | null;
  sensor_version: string | null;
  /**
   * When its process started.
   * @format date-time
   */
  started_at: string | null;
  /** @format date-time */
  last_heartbeat_at: string | null;
  /**
   * When events last arrived, of the last 24 hours.
   * @format date-time
   */
  last_batch_at: string | null;
  /**
   * Requests accepted in the last 15 minutes.
   * @isLong
   */
  requests: number;
  /**
   * Handshakes accepted in the last 15 minutes.
   * @isLong
   */
  handshakes: number;
  /**
   * How old the newest event of its last batch was on arrival.
   * @isLong
   */
  lag_ms: number | null;
  /**
   * How far its clock is ahead, as the last heartbeat shows.
   * @isLong
   */
  clock_skew_ms: number | null;
  delivery: 'sending' | 'waiting' | 'held' | null;
  /**
   * Batches that wait on its host.
   * @isLong
   */
  backlog_batches: number | null;
  /** @isLong */
  backlog_bytes: number | null;
  /**
   * Events lost on its host since its start; its counters say which, and how many packets a capture lost.
   * @isLong
   */
  lost: number | null;
  /**
   * The remote configuration it is to work by, 0 when none was ever written.
   * @isInt
   */
  config_version: number;
  /**
   * The one it works by.
   * @isInt
   */
  applied_config_version: number | null;
  /** @format date-time */
  enrolled_at: string | null;
  /** @format date-time */
  revoked_at: string | null;
}

export interface SensorDetail extends Sensor {
  /** Of the machine; null before the first heartbeat. */
  host_id: string | null;
  /** Who made the token that it enrolled with; null when its key was made by hand. */
  enrolled_by: string | null;
  /** What keeps it from delivering or capturing; empty when nothing does. */
  trouble: string | null;
  /** Why it does not work by `config_version`; empty when it does. */
  config_error: string | null;
  /** Settings of the remote configuration that its host decides otherwise. */
  config_overridden: string[];
  /** What it has counted since its start. */
  counters: Record<string, number>;
}

export interface SensorPage {
  items: Sensor[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface SensorSearch {
  /** Exact, or a beginning that ends with `*`. */
  sensor_id?: string;
  /** Exact, or a beginning that ends with `*`. */
  hostname?: string;
  state?: SensorState;
  sensor_version?: string;
  /**
   * @isInt
   * @minimum 1
   * @maximum 500
   * @default 50
   */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** @default false */
  count?: boolean;
}

/** What counters grew by in one step of time. */
export interface CounterPoint {
  /** @format date-time */
  time: string;
  /** @isLong */
  increase: number;
}

export interface CounterSeries {
  /** @example "intake.requests" */
  name: string;
  points: CounterPoint[];
}

export interface SensorCounters {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  /** @isInt */
  step_s: number;
  items: CounterSeries[];
}

export interface CounterSearch {
  /** Exact, or a beginning that ends with `*`; all counters when absent. */
  name?: string;
  /**
   * RFC 3339, or relative to now like -24h.
   * @default "-1h"
   */
  from?: string;
  /** RFC 3339, or relative to now; now when absent. */
  to?: string;
  /**
   * Seconds between two points. There are at most 1000 points in a series.
   * @isInt
   * @minimum 30
   * @maximum 86400
   * @default 60
   */
  step_s?: number;
}
