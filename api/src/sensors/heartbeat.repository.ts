import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { Heartbeat } from './heartbeat.types.js';
import type { CounterSeries } from './sensors.types.js';
import { instant } from '../store/instant.js';

export type StoredHeartbeat = Omit<Heartbeat, 'sent_at'> & { time: string; sensor_id: string; clock_skew_ms: number };

/** How far before a range the heartbeat may be that its first increase is counted from. */
const beforeUs = 300_000_000;

export class HeartbeatRepository {
  constructor(private readonly store: Store) {}

  async save(heartbeat: StoredHeartbeat): Promise<void> {
    await this.store.insert('sensors.heartbeat', 'sensor_heartbeats', [heartbeat]);
  }

  /** Returns what the counters grew by in each step of the range. A counter of a process that is new begins at 0. */
  series(sensorId: string, name: string | undefined, range: TimeRange, stepS: number): Promise<CounterSeries[]> {
    const conditions = new Conditions()
      .equal('sensor_id', 'String', sensorId)
      .between('time', range.from - beforeUs, range.to)
      .text('name', name);
    const sql = `SELECT name, groupArray(CAST((step, increase), 'Tuple(time DateTime(\\'UTC\\'), increase UInt64)')) AS points
      FROM (SELECT name, toStartOfInterval(toDateTime(time, 'UTC'), toIntervalSecond({step:UInt32})) AS step,
          sum(grown) AS increase
        FROM (SELECT name, time, started_at = lagInFrame(started_at) OVER beats AS goes_on,
            lagInFrame(value, 1, value) OVER beats AS before, row_number() OVER beats AS nth,
            multiIf(goes_on, toUInt64(value - least(before, value)),
              nth = 1 AND started_at < ${instant('after')}, toUInt64(0), value) AS grown
          FROM (SELECT t.*, name, value FROM (SELECT sensor_id, time, started_at, counters FROM sensor_heartbeats) AS t
            ARRAY JOIN mapKeys(t.counters) AS name, mapValues(t.counters) AS value) AS t ${conditions.where}
          WINDOW beats AS (PARTITION BY name ORDER BY time))
        WHERE time >= ${instant('after')} GROUP BY name, step ORDER BY name, step)
      GROUP BY name ORDER BY name`;
    return this.store.rows('sensors.counters', sql, { ...conditions.params, after: range.from, step: stepS });
  }
}
