import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { RemoteSettings } from './heartbeat.types.js';
import type { SensorDetail } from './sensors.types.js';

/** What is known of a sensor for good. */
export interface StoredSensor {
  sensor_id: string;
  host_id: string;
  key_id: string;
  /** Keys that end with the first heartbeat under `key_id`. */
  old_key_ids: string[];
  enrolled_at: string | null;
  enrolled_by: string;
  revoked_at: string | null;
  settings: RemoteSettings;
  config_version: number;
  config_updated_at: string | null;
  config_updated_by: string;
  version: number;
}

/** A sensor as the store has it: all but its state, and what that follows from. */
export interface SensorFacts extends Omit<SensorDetail, 'state' | 'reason'> {
  /** Requests over https of the last 15 minutes without a handshake. */
  orphans: number;
}

const recentMs = 900_000;
const dayMs = 86_400_000;

const columns = `sensor_id, host_id, key_id, old_key_ids, enrolled_at, enrolled_by, revoked_at, settings,
  config_version, config_updated_at, config_updated_by, version`;

/** A column of the last heartbeat, null when there was none. */
const heard = (name: string, from = name): string => `if(h.sensor_id = '', NULL, h.${from}) AS ${name}`;
const instant = (name: string): string => `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`;

export class SensorsRepository {
  constructor(private readonly store: Store) {}

  /**
   * Returns every sensor that was registered or has sent in the last day, or one of them, by name. Only one has its
   * counters: they are hundreds, and of the same heartbeat as the rest.
   */
  facts(nowMs: number, sensorId = ''): Promise<SensorFacts[]> {
    const only = (column = 'sensor_id'): string => (sensorId === '' ? 'true' : `${column} = {sensorId:String}`);
    const heartbeat = ['hostname', 'sensor_version', 'started_at', 'clock_skew_ms', 'delivery', 'backlog_batches'];
    const more = ['backlog_bytes', 'lost', 'host_id', 'trouble', 'config_error'];
    const counters = sensorId === '' ? 'map() AS counters' : 'counters';
    const age = `dateDiff('millisecond', last_time, received_at)`;
    const sql = `WITH
        r AS (SELECT sensor_id, sumIf(good, kind = 'http') AS requests, sumIf(good, kind = 'tls') AS handshakes,
            greatest(argMaxIf(${age}, received_at, kind = 'http'), argMaxIf(${age}, received_at, kind = 'tls'), 0) AS lag_ms
          FROM (SELECT sensor_id, kind, received_at, argMax(good, version) AS good, argMax(last_time, version) AS last_time
            FROM ingest_batches WHERE received_at > ${instant('recent')} AND ${only()}
            GROUP BY sensor_id, kind, batch_id, received_at) GROUP BY sensor_id),
        b AS (SELECT sensor_id, max(received_at) AS last_batch_at
          FROM ingest_batches WHERE received_at > ${instant('day')} AND ${only()} GROUP BY sensor_id),
        l AS (SELECT sensor_id, countIf(scheme = 'https' AND NOT correlated) AS orphans
          FROM http_logs WHERE time > ${instant('recent')} AND ${only()} GROUP BY sensor_id),
        s AS (SELECT ${columns} FROM sensors FINAL WHERE ${only()})
      SELECT n.sensor_id AS sensor_id, ${heartbeat.map((name) => heard(name)).join(', ')},
        ${more.map((name) => heard(name)).join(', ')}, ${heard('last_heartbeat_at', 'time')},
        ${heard('applied_config_version', 'config_version')}, h.config_overridden AS config_overridden, h.counters AS counters,
        if(b.sensor_id = '', NULL, b.last_batch_at) AS last_batch_at, r.requests AS requests, r.handshakes AS handshakes,
        if(r.requests + r.handshakes = 0, NULL, r.lag_ms) AS lag_ms, l.orphans AS orphans,
        s.config_version AS config_version, s.enrolled_at AS enrolled_at, nullIf(s.enrolled_by, '') AS enrolled_by,
        s.revoked_at AS revoked_at
      FROM (SELECT sensor_id FROM s UNION DISTINCT SELECT sensor_id FROM b) AS n
      LEFT JOIN s ON s.sensor_id = n.sensor_id
      LEFT JOIN (SELECT * EXCEPT (counters), ${counters} FROM sensor_last_heartbeats FINAL WHERE ${only()}) AS h ON h.sensor_id = n.sensor_id
      LEFT JOIN b ON b.sensor_id = n.sensor_id LEFT JOIN r ON r.sensor_id = n.sensor_id LEFT JOIN l ON l.sensor_id = n.sensor_id
      ORDER BY sensor_id`;
    const params = { recent: nowMs - recentMs, day: nowMs - dayMs, sensorId };
    return this.store.rows(sensorId === '' ? 'sensors.list' : 'sensors.get', sql, params);
  }

  async get(sensorId: string): Promise<StoredSensor | undefined> {
    const sql = `SELECT ${columns} FROM sensors FINAL WHERE sensor_id = {sensorId:String}`;
    return (await this.store.rows<StoredSensor>('sensors.get', sql, { sensorId }))[0];
  }

  /** Whether anything came from a sensor in the last day. */
  async isSending(nowMs: number, sensorId: string): Promise<boolean> {
    const conditions = new Conditions()
      .equal('sensor_id', 'String', sensorId)
      .add(`t.received_at > ${instant('day')}`, { day: nowMs - dayMs });
    return (await this.store.count('sensors.get', 'ingest_batches AS t', conditions)) > 0;
  }

  /** Returns a sensor that is enrolled on this host under another name and not revoked. */
  async otherOnHost(hostId: string, sensorId: string): Promise<StoredSensor | undefined> {
    const sql = `SELECT ${columns} FROM sensors FINAL
      WHERE host_id = {hostId:String} AND sensor_id != {sensorId:String} AND revoked_at IS NULL ORDER BY sensor_id LIMIT 1`;
    return (await this.store.rows<StoredSensor>('sensors.enrol', sql, { hostId, sensorId }))[0];
  }

  /** The greatest `version` of a sensor wins. */
  async save(operation: string, sensor: StoredSensor): Promise<void> {
    await this.store.insert(operation, 'sensors', [sensor]);
  }
}
