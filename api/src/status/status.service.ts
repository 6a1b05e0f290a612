import type { Context } from '../context.js';
import type { ReferenceListsService } from '../reference-lists/reference-lists.service.js';
import type { StatusRepository } from './status.repository.js';
import type { QueueStatus, Status } from './status.types.js';

const version = '0.1.0';
const lateSeconds = 60;

export class StatusService {
  constructor(
    private readonly repository: StatusRepository,
    private readonly lists: ReferenceListsService,
    private readonly context: Context,
  ) {}

  async get(): Promise<Status> {
    const [storeVersion, backlog, sensors, tables, lists, queues] = await Promise.all([
      this.repository.version(),
      this.repository.backlog(),
      this.repository.sensors(),
      this.repository.tables(),
      this.lists.list(),
      this.context.queues.status(),
    ]);
    const problems = [
      ...queues.filter((queue) => !queue.ok).map((queue) => `The queue ${queue.name} cannot be reached.`),
      ...(backlog.quarantined ? [`${backlog.quarantined} batches failed five times and wait for a person.`] : []),
      ...((backlog.oldest_age_s ?? 0) > lateSeconds ? ['Correlation is more than a minute behind.'] : []),
    ];
    return {
      ok: problems.length === 0,
      problems,
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
