import type { Clock } from '../context.js';
import { decodeCursor } from '../http/cursor.js';
import { invalid } from '../http/invalid.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { isoTime, timeRange } from '../http/time-range.js';
import type { HeartbeatRepository } from './heartbeat.repository.js';
import type { SensorRegistry } from './registry.js';
import type { SensorFacts, SensorsRepository } from './sensors.repository.js';
import type { CounterSearch, Sensor, SensorCounters, SensorDetail, SensorPage, SensorSearch } from './sensors.types.js';
import { stateOf } from './state.js';

const list = 'sensors.list';
const maxPoints = 1000;

export class SensorsService {
  constructor(
    private readonly sensors: SensorsRepository,
    private readonly heartbeats: HeartbeatRepository,
    private readonly registry: SensorRegistry,
    private readonly clock: Clock,
  ) {}

  /** Sensors by name. The state follows from the time of the question, so all are looked at, whatever the page. */
  async list({ limit = 50, cursor, count = false, ...filters }: SensorSearch): Promise<SensorPage> {
    const [after = ''] = cursor === undefined ? [] : decodeCursor(list, filters, cursor, 1);
    const now = this.clock.now();
    const all = (await this.sensors.facts(now)).map((facts) => listed(stated(facts, now))).filter(fits(filters));
    const found = all.filter(({ sensor_id }) => cursor === undefined || sensor_id > String(after));
    return pageOf(list, found, limit, filters, ({ sensor_id }) => [sensor_id], count ? all.length : undefined);
  }

  async get(sensorId: string): Promise<SensorDetail> {
    const now = this.clock.now();
    const [facts] = await this.sensors.facts(now, sensorId);
    if (!facts) throw new Problem('not-found', `There is no sensor ${sensorId}.`);
    return stated(facts, now);
  }

  async counters(sensorId: string, search: CounterSearch): Promise<SensorCounters> {
    const { name, step_s = 60 } = search;
    const range = timeRange(search, this.clock.now(), '-1h');
    if ((range.to - range.from) / (step_s * 1_000_000) > maxPoints) {
      throw invalid('query.step_s', `makes more than ${maxPoints} points of this range: take longer steps`);
    }
    await this.registry.get(sensorId);
    const items = await this.heartbeats.series(sensorId, name, range, step_s);
    return { from: isoTime(range.from), to: isoTime(range.to), step_s, items };
  }
}

function stated({ orphans, ...facts }: SensorFacts, nowMs: number): SensorDetail {
  const at = (time: string | null): number | null => (time === null ? null : Date.parse(time));
  const evidence = {
    revokedAt: at(facts.revoked_at),
    heartbeatAt: at(facts.last_heartbeat_at),
    batchAt: at(facts.last_batch_at),
    delivery: facts.delivery,
    trouble: [facts.trouble, facts.config_error].filter(Boolean).join('; '),
    backlogBatches: facts.backlog_batches ?? 0,
    lagMs: facts.lag_ms,
    requests: facts.requests,
    handshakes: facts.handshakes,
    orphans,
  };
  return { ...facts, ...stateOf(evidence, nowMs) };
}

/** What a list has of a sensor: all but what is long, or says why. */
function listed(sensor: SensorDetail): Sensor {
  const { host_id, enrolled_by, trouble, config_error, config_overridden, counters, ...shown } = sensor;
  return shown;
}

type SensorFilters = Pick<SensorSearch, 'sensor_id' | 'hostname' | 'state' | 'sensor_version'>;

/** Text fits exactly, or by its beginning when the filter ends with `*`. */
function fits(filters: SensorFilters): (sensor: Sensor) => boolean {
  const names = ['sensor_id', 'hostname', 'state', 'sensor_version'] as const;
  return (sensor) =>
    names.every((name) => {
      const wanted = filters[name];
      const value = sensor[name] ?? '';
      if (wanted === undefined) return true;
      return wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
    });
}
