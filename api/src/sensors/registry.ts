import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { Problem } from '../http/problem.js';
import type { KeysService } from '../keys/keys.service.js';
import type { SensorKey } from './enrolment.types.js';
import type { SensorsRepository, StoredSensor } from './sensors.repository.js';

/** What is written of a sensor; those who change it hold the lock of sensors. */
export class SensorRegistry {
  constructor(
    private readonly sensors: SensorsRepository,
    private readonly keys: KeysService,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns what is stored of a sensor; of one that is known by its events alone, as if nothing was.
   * @throws Problem not-found
   */
  async get(sensorId: string): Promise<StoredSensor> {
    const stored = await this.sensors.get(sensorId);
    if (stored) return stored;
    if (!(await this.sensors.isSending(this.clock.now(), sensorId)))
      throw new Problem('not-found', `There is no sensor ${sensorId}.`);
    return unregistered(sensorId);
  }

  /** Gives a sensor a new key; the ones before end with its first heartbeat under the new one. */
  async giveKey(operation: string, sensor: StoredSensor): Promise<SensorKey> {
    const old_key_ids = await this.validKeys(sensor.sensor_id);
    const { sensor_id } = sensor;
    const { key, key_id } = await this.keys.create({ name: `sensor ${sensor_id}`, kind: 'sensor', sensor_id });
    await this.save(operation, { ...sensor, key_id, old_key_ids });
    return { sensor_id, key_id, key };
  }

  /** Ends every key of a sensor. */
  async revoke(operation: string, sensor: StoredSensor): Promise<void> {
    for (const keyId of await this.validKeys(sensor.sensor_id)) await this.keys.revoke(keyId);
    await this.save(operation, { ...sensor, old_key_ids: [], revoked_at: this.now() });
  }

  /** Ends the keys that its newest one has replaced. */
  async retireOldKeys(sensor: StoredSensor): Promise<void> {
    for (const keyId of sensor.old_key_ids) await this.keys.revoke(keyId);
    await this.save('sensors.heartbeat', { ...sensor, old_key_ids: [] });
  }

  async save(operation: string, sensor: StoredSensor): Promise<void> {
    await this.sensors.save(operation, { ...sensor, version: sensor.version + 1 });
  }

  private async validKeys(sensorId: string): Promise<string[]> {
    return (await this.keys.validOf(sensorId)).map(({ key_id }) => key_id);
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

/** A sensor of which nothing is stored. */
export function unregistered(sensorId: string): StoredSensor {
  return {
    sensor_id: sensorId,
    host_id: '',
    key_id: '',
    old_key_ids: [],
    enrolled_at: null,
    enrolled_by: '',
    revoked_at: null,
    settings: {},
    config_version: 0,
    config_updated_at: null,
    config_updated_by: '',
    version: 0,
  };
}

/** @throws Problem forbidden when a sensor's key asks for another sensor */
export function onlyItself(caller: Caller, sensorId: string): void {
  if (caller.kind === 'sensor' && caller.sensorId !== sensorId) {
    throw new Problem('forbidden', `This key is the sensor ${caller.sensorId}'s, not ${sensorId}'s.`);
  }
}
