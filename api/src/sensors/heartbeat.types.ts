import type { Delivery } from './sensors.types.js';

/** What a sensor says of itself every 30 seconds; at most 64 KiB. */
export interface Heartbeat {
  /**
   * @pattern ^[A-Za-z0-9_.:-]{1,128}$ must be 1 to 128 letters, digits, dots, colons, hyphens or underscores
   */
  host_id: string;
  /**
   * @minLength 1
   * @maxLength 255
   */
  hostname: string;
  /**
   * @minLength 1
   * @maxLength 64
   */
  sensor_version: string;
  /**
   * When its process started: counters begin again with it.
   * @format date-time
   */
  started_at: string;
  /**
   * Now, by its own clock.
   * @format date-time
   */
  sent_at: string;
  /**
   * The remote configuration that it works by, 0 for none.
   * @isInt
   * @minimum 0
   * @maximum 4294967295
   */
  config_version: number;
  /**
   * Why it does not work by the newest; empty when it does.
   * @maxLength 2000
   */
  config_error: string;
  /**
   * Settings of the remote configuration that its host decides otherwise.
   * @maxItems 50
   */
  config_overridden: string[];
  delivery: Delivery;
  /**
   * What keeps it from delivering or capturing; empty when nothing does.
   * @maxLength 2000
   */
  trouble: string;
  /**
   * Batches that wait on the host.
   * @isLong
   * @minimum 0
   * @maximum 9007199254740991
   */
  backlog_batches: number;
  /**
   * @isLong
   * @minimum 0
   * @maximum 9007199254740991
   */
  backlog_bytes: number;
  /**
   * Events lost on its host since its start; packets that a capture lost are among the counters.
   * @isLong
   * @minimum 0
   * @maximum 9007199254740991
   */
  lost: number;
  /** Whole numbers that only grow while the process lives, at most 500, by names like `http.spool.stored`. */
  counters: Record<string, number>;
}

export interface HeartbeatAnswer {
  /** Who the key says the sensor is. */
  sensor_id: string;
  /**
   * The remote configuration that it is to work by: `GET /v1/sensors/{sensor_id}/config` has it.
   * @isInt
   */
  config_version: number;
}

/**
 * Settings of docs/configuration.md, as text. A setting that the host itself has is the host's; one that is absent here
 * and there has its default.
 */
export interface RemoteSettings {
  /**
   * @minLength 1
   * @maxLength 1000
   */
  JA4_CAPTURE_INTERFACES?: string;
  /**
   * @minLength 1
   * @maxLength 1000
   */
  JA4_CAPTURE_PORTS?: string;
  /**
   * @minLength 1
   * @maxLength 20000
   */
  JA4_INCLUDE?: string;
  /**
   * @minLength 1
   * @maxLength 20000
   */
  JA4_EXCLUDE?: string;
  /**
   * @minLength 1
   * @maxLength 10
   */
  JA4_SAMPLE_PERCENT?: string;
  /**
   * `hash` works on hosts that have their JA4_ADDRESS_KEY.
   * @minLength 1
   * @maxLength 10
   */
  JA4_ADDRESSES?: string;
  /**
   * @minLength 1
   * @maxLength 10
   */
  JA4_QUERY_STRINGS?: string;
  /**
   * @minLength 1
   * @maxLength 10
   */
  JA4_LOG_LEVEL?: string;
}

/** The remote configuration of one sensor. */
export interface SensorConfiguration {
  sensor_id: string;
  /**
   * One more with every change, 0 before the first.
   * @isInt
   */
  version: number;
  settings: RemoteSettings;
  /** @format date-time */
  updated_at: string | null;
  updated_by: string | null;
}

export interface NewSensorConfiguration {
  settings: RemoteSettings;
}
