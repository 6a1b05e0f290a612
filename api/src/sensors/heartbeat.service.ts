import type { Redis } from 'ioredis';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { invalid } from '../http/invalid.js';
import { Problem } from '../http/problem.js';
import { parseInstant } from '../http/time-range.js';
import { withLock } from '../store/redis-lock.js';
import type { HeartbeatRepository } from './heartbeat.repository.js';
import type { Heartbeat, HeartbeatAnswer } from './heartbeat.types.js';
import { unregistered, type SensorRegistry } from './registry.js';
import type { SensorsRepository, StoredSensor } from './sensors.repository.js';

const maxBytes = 65_536;
const maxCounters = 500;
const counterName = /^[A-Za-z0-9_.:@-]{1,128}$/;

export class HeartbeatService {
  /** @param lockName one for each database */
  constructor(
    private readonly heartbeats: HeartbeatRepository,
    private readonly sensors: SensorsRepository,
    private readonly registry: SensorRegistry,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  /** Stores a heartbeat, and with the first one of a sensor whose key was made by hand, the sensor. */
  async take(heartbeat: Heartbeat, caller: Caller): Promise<HeartbeatAnswer> {
    const { sensorId } = caller;
    if (sensorId === undefined) throw new Problem('forbidden', 'Only the key of a sensor sends heartbeats.');
    checkSize(heartbeat);
    checkCounters(heartbeat.counters);
    const { sent_at, started_at, ...rest } = heartbeat;
    const sentMs = Math.round(parseInstant(sent_at, '/sent_at') / 1000);
    const startedMs = Math.floor(parseInstant(started_at, '/started_at') / 1000);
    const now = this.clock.now();
    const sensor = await this.registered(sensorId, caller.id);
    await this.heartbeats.save({
      ...rest,
      time: new Date(now).toISOString(),
      sensor_id: sensorId,
      started_at: new Date(startedMs).toISOString(),
      clock_skew_ms: sentMs - now,
    });
    return { sensor_id: sensorId, config_version: sensor.config_version };
  }

  private async registered(sensorId: string, keyId: string): Promise<StoredSensor> {
    const stored = await this.sensors.get(sensorId);
    const isSettled = stored && (stored.key_id !== keyId || stored.old_key_ids.length === 0);
    if (isSettled) return stored;
    return withLock(this.redis, this.lockName, async () => {
      const newest = await this.sensors.get(sensorId);
      if (!newest) {
        const registered = { ...unregistered(sensorId), key_id: keyId };
        await this.registry.save('sensors.heartbeat', registered);
        return registered;
      }
      if (newest.key_id === keyId && newest.old_key_ids.length > 0) await this.registry.retireOldKeys(newest);
      return newest;
    });
  }
}

function checkSize(heartbeat: Heartbeat): void {
  const bytes = Buffer.byteLength(JSON.stringify(heartbeat));
  if (bytes > maxBytes) {
    throw new Problem('payload-too-large', `A heartbeat has at most ${maxBytes} bytes, this one has ${bytes}.`);
  }
}

function checkCounters(counters: Record<string, number>): void {
  const entries = Object.entries(counters);
  if (entries.length > maxCounters) throw invalid('/counters', `has ${entries.length} names, at most ${maxCounters}`);
  for (const [name, value] of entries) {
    if (!counterName.test(name)) throw invalid('/counters', `has a name that is none: ${name.slice(0, 128)}`);
    if (!Number.isSafeInteger(value) || value < 0)
      throw invalid(`/counters/${name}`, 'must be a whole number, not below 0');
  }
}
