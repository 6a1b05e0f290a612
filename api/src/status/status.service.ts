import type { Context } from '../context.js';
import type { ReferenceListsService } from '../reference-lists/reference-lists.service.js';
import type { ReferenceList } from '../reference-lists/reference-lists.types.js';
import type { SensorsService } from '../sensors/sensors.service.js';
import type { Sensor } from '../sensors/sensors.types.js';
import type { StatusRepository } from './status.repository.js';
import type { QueueStatus, Status } from './status.types.js';

const version = '0.1.0';
const lateSeconds = 60;
const oldListDays = 90;
const maxSensors = 10_000;

export class StatusService {
  constructor(
    private readonly repository: StatusRepository,
    private readonly lists: ReferenceListsService,
    private readonly sensors: SensorsService,
    private readonly context: Context,
  ) {}

  async get(): Promise<Status> {
    const [storeVersion, backlog, senders, tables, lists, known, queues] = await Promise.all([
      this.repository.version(),
      this.repository.backlog(),
      this.repository.sensors(),
      this.repository.tables(),
      this.lists.list(),
      this.sensors.list({ limit: maxSensors }),
      this.context.queues.status(),
    ]);
    const problems = [
      ...queues.filter((queue) => !queue.ok).map((queue) => `The queue ${queue.name} cannot be reached.`),
      ...(backlog.quarantined ? [`${backlog.quarantined} batches failed five times and wait for a person.`] : []),
      ...((backlog.oldest_age_s ?? 0) > lateSeconds ? ['Correlation is more than a minute behind.'] : []),
    ];
    const stateOf = new Map(known.items.map(({ sensor_id, state }) => [sensor_id, state]));
    const sensors = senders.map((sensor) => ({ ...sensor, state: stateOf.get(sensor.sensor_id) ?? 'healthy' }));
    return {
      ok: problems.length === 0,
      problems,
      warnings: warningsOf(known.items, lists.items, queues),
      version,
      time: new Date(this.context.clock.now()).toISOString(),
      store: { ok: true, version: storeVersion, database: this.context.store.database },
      queues: queues satisfies QueueStatus[],
      backlog,
      sensors,
      tables,
      reference_lists: lists.items,
    };
  }
}

function warningsOf(
  sensors: readonly Sensor[],
  lists: readonly ReferenceList[],
  queues: readonly QueueStatus[],
): string[] {
  return [
    ...sensors
      .filter(({ state }) => state !== 'healthy' && state !== 'revoked')
      .map(({ sensor_id, state, reason }) => `The sensor ${sensor_id} is ${state}: ${reason}`),
    ...lists
      .filter(({ age_days }) => (age_days ?? 0) > oldListDays)
      .map(({ list, age_days }) => `The list ${list} is ${age_days} days old.`),
    ...lists.filter(({ in_force }) => !in_force).map(({ list }) => `The list ${list} could not be loaded.`),
    ...queues
      .filter(({ failed }) => failed)
      .map(({ name, failed }) => `${failed} jobs of the queue ${name} have failed.`),
  ];
}
