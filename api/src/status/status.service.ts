import { inEnglish, message, type Message } from '@ja4-platform/common';
import type { Context } from '../context.js';
import type { ReferenceListsService } from '../reference-lists/reference-lists.service.js';
import type { ReferenceList } from '../reference-lists/reference-lists.types.js';
import type { SensorsService } from '../sensors/sensors.service.js';
import type { Sensor } from '../sensors/sensors.types.js';
import type { StatusRepository } from './status.repository.js';
import type { BacklogStatus, QueueStatus, Status, StatusNotice } from './status.types.js';

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
    const notices = [
      ...problemsOf(queues, backlog).map((each) => noticeOf('problem', [each])),
      ...warningsOf(known.items, lists.items, queues).map((each) => noticeOf('warning', each)),
    ];
    const said = (wanted: StatusNotice['level']): string[] =>
      notices.filter(({ level }) => level === wanted).map(({ detail }) => detail);
    const problems = said('problem');
    const stateOf = new Map(known.items.map(({ sensor_id, state }) => [sensor_id, state]));
    const sensors = senders.map((sensor) => ({ ...sensor, state: stateOf.get(sensor.sensor_id) ?? 'healthy' }));
    return {
      ok: problems.length === 0,
      problems,
      warnings: said('warning'),
      notices,
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

function noticeOf(level: StatusNotice['level'], messages: Message[]): StatusNotice {
  return { level, detail: messages.map(inEnglish).join(' '), messages };
}

function problemsOf(queues: readonly QueueStatus[], { quarantined, oldest_age_s }: BacklogStatus): Message[] {
  return [
    ...queues.filter(({ ok }) => !ok).map(({ name: queue }) => message('status.queue-away', { queue })),
    ...(quarantined ? [message('status.quarantine', { batches: quarantined })] : []),
    ...((oldest_age_s ?? 0) > lateSeconds ? [message('status.behind')] : []),
  ];
}

/** Each warning in its sentences. */
function warningsOf(
  sensors: readonly Sensor[],
  lists: readonly ReferenceList[],
  queues: readonly QueueStatus[],
): Message[][] {
  const unwell = sensors.flatMap(({ sensor_id: sensor, state, messages }) =>
    state === 'healthy' || state === 'revoked'
      ? []
      : [[message(`status.sensor.${state}`, { sensor }), ...(messages as Message[])]],
  );
  const old = lists.filter(({ age_days }) => age_days > oldListDays);
  return [
    ...unwell,
    ...old.map(({ list, age_days: days, data_time }) => [
      message(data_time === null ? 'status.list-old-import' : 'status.list-old', { list, days }),
    ]),
    ...lists.filter(({ in_force }) => !in_force).map(({ list }) => [message('status.list-failed', { list })]),
    ...queues
      .filter(({ failed }) => failed)
      .map(({ name: queue, failed }) => [message('status.jobs-failed', { jobs: failed ?? 0, queue })]),
  ];
}
