import { loadSettings, SettingsError } from '@ja4-platform/common';
import type { Redis } from 'ioredis';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { Problem, type ProblemError } from '../http/problem.js';
import { withLock } from '../store/redis-lock.js';
import type { EnrolmentRepository } from './enrolment.repository.js';
import type { NewSensorConfiguration, RemoteSettings, SensorConfiguration } from './heartbeat.types.js';
import { onlyItself, unregistered, type SensorRegistry } from './registry.js';
import type { SensorsRepository, StoredSensor } from './sensors.repository.js';

/** What sensors are to work by, as far as their hosts do not say it themselves. */
export class ConfigurationService {
  /** @param lockName one for each database */
  constructor(
    private readonly sensors: SensorsRepository,
    private readonly registry: SensorRegistry,
    private readonly records: EnrolmentRepository,
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
    if (ifMatch === undefined) {
      throw new Problem('precondition-required', 'Send the ETag of the configuration as If-Match.');
    }
    check(settings);
    return withLock(this.redis, this.lockName, async () => {
      const stored = await this.registry.get(sensorId);
      if (ifMatch !== `"${stored.config_version}"`) {
        const detail = `The configuration is at version ${stored.config_version} now: read it again.`;
        throw new Problem('precondition-failed', detail);
      }
      const now = new Date(this.clock.now()).toISOString();
      const changed: StoredSensor = {
        ...stored,
        settings,
        config_version: stored.config_version + 1,
        config_updated_at: now,
        config_updated_by: caller.name,
      };
      await this.registry.save('sensors.configure', changed);
      await this.records.audit(now, caller, 'sensors.configure', sensorId);
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
