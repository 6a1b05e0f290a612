import { createHash, randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { invalid } from '../http/invalid.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { isoTime, parseInstant } from '../http/time-range.js';
import { jobRange } from '../jobs/job-range.js';
import type { JobsService } from '../jobs/jobs.service.js';
import type { JobAccepted } from '../jobs/jobs.types.js';
import { withLock } from '../store/redis-lock.js';
import type { ModelsRepository } from './models.repository.js';
import type { Model, ModelArtifact, ModelPage, ModelSearch, NewModel, Retraining } from './models.types.js';

export class ModelsService {
  /** @param lockName one for each database */
  constructor(
    private readonly models: ModelsRepository,
    private readonly jobs: JobsService,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, count = false, ...filters }: ModelSearch): Promise<ModelPage> {
    const after = cursor === undefined ? undefined : position(filters, cursor);
    const [found, total] = await Promise.all([
      this.models.list(filters, limit + 1, after),
      count ? this.models.count(filters) : undefined,
    ]);
    return pageOf(found, limit, filters, ({ created_at, model_id }) => [created_at, model_id], total);
  }

  async create(model: NewModel, caller: Caller): Promise<Model> {
    if (createHash('sha256').update(model.artifact).digest('hex') !== model.checksum) {
      throw invalid('/checksum', 'is not the SHA-256 of artifact');
    }
    const model_id = randomUUID();
    await this.models.save({
      ...model,
      trained_from: isoTime(parseInstant(model.trained_from, '/trained_from')),
      trained_to: isoTime(parseInstant(model.trained_to, '/trained_to')),
      model_id,
      state: 'candidate',
      created_at: this.now(),
      created_by: caller.name,
      promoted_at: null,
    });
    return this.get(model_id);
  }

  async retrain(range: Retraining, caller: Caller): Promise<JobAccepted> {
    return this.jobs.enqueue('retrain', { ...jobRange(range), requested_by: caller.name });
  }

  async get(modelId: string): Promise<Model> {
    const found = isUuid(modelId) ? await this.models.get(modelId) : undefined;
    if (!found) throw missing(modelId);
    return found;
  }

  async artifact(modelId: string): Promise<ModelArtifact> {
    const found = isUuid(modelId) ? await this.models.artifact(modelId) : undefined;
    if (!found) throw missing(modelId);
    return found;
  }

  async promote(modelId: string): Promise<Model> {
    await this.get(modelId);
    await withLock(this.redis, this.lockName, () => this.models.promote(modelId, this.now()));
    return this.get(modelId);
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

function missing(modelId: string): Problem {
  return new Problem('not-found', `There is no model ${modelId}.`);
}

function position(filters: unknown, cursor: string): Pick<Model, 'created_at' | 'model_id'> {
  const [created, modelId] = decodeCursor(filters, cursor, 2);
  if (!isUuid(modelId)) throw new Problem('bad-request', 'The cursor cannot be read.');
  return { created_at: isoTime(parseInstant(String(created), 'query.cursor')), model_id: String(modelId) };
}
