import { loadSettings, SettingsError } from '@ja4-platform/common';
import type { Redis } from 'ioredis';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { requireMatch } from '../http/if-match.js';
import { Problem, type ProblemError } from '../http/problem.js';
import { withLock } from '../store/redis-lock.js';
import type { NewSensorConfiguration, RemoteSettings, SensorConfiguration } from './heartbeat.types.js';
import { onlyItself, unregistered, type SensorRegistry } from './registry.js';
import type { SensorsRepository, StoredSensor } from './sensors.repository.js';

/** What sensors are to work by, as far as their hosts do not say it themselves. */
export class ConfigurationService {
  /** @param lockName one for each database */
  constructor(
    private readonly sensors: SensorsRepository,
    private readonly registry: SensorRegistry,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  async get(sensorId: string, caller: Caller): Promise<SensorConfiguration> {
    onlyItself(caller, sensorId);
    if (caller.kind !== 'sensor') return shown(await this.registry.get(sensorId));
    return shown((await this.sensors.get(sensorId)) ?? unregistered(sensorId));
  }

  /** @throws Problem validation-failed naming each setting that a sensor would refuse */
  async put(
    sensorId: string,
    { settings }: NewSensorConfiguration,
    ifMatch: string | undefined,
    caller: Caller,
  ): Promise<SensorConfiguration> {
    check(settings);
    return withLock(this.redis, this.lockName, async () => {
      const stored = await this.registry.get(sensorId);
      requireMatch(ifMatch, stored.config_version);
      const now = new Date(this.clock.now()).toISOString();
      const changed: StoredSensor = {
        ...stored,
        settings,
        config_version: stored.config_version + 1,
        config_updated_at: now,
        config_updated_by: caller.name,
      };
      await this.registry.save('sensors.configure', changed);
      return shown(changed);
    });
  }
}

/** Reads the settings as `ja4-sensor run` does. */
function check(settings: RemoteSettings): void {
  const errors: ProblemError[] = [];
  for (const [name, text] of Object.entries(settings) as [keyof RemoteSettings, string][]) {
    try {
      loadSettings([name], { [name]: text });
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      const message = error.message.replace(`${name}=${JSON.stringify(text)}: `, '');
      errors.push({ location: `/settings/${name}`, message });
    }
  }
  if (errors.length === 0) return;
  const detail = errors.map(({ location, message }) => `${location}: ${message}`).join('; ');
  throw new Problem('validation-failed', `${detail}.`, { errors });
}

function shown(sensor: StoredSensor): SensorConfiguration {
  return {
    sensor_id: sensor.sensor_id,
    version: sensor.config_version,
    settings: sensor.settings,
    updated_at: sensor.config_updated_at,
    updated_by: sensor.config_updated_by || null,
  };
}
