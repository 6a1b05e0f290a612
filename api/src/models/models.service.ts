import { createHash, randomUUID } from 'node:crypto';
import { sentence } from '@ja4-platform/common';
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
import type { ModelDecisionsService, RecordedDecision } from './decisions.service.js';
import type { ModelLineage, ModelSummary, NewModelDecision, RollBack } from './decisions.types.js';
import type { ModelsRepository } from './models.repository.js';
import type { Model, ModelArtifact, ModelPage, ModelSearch, NewModel, Retraining } from './models.types.js';

const list = 'models.list';
const maxAncestors = 100;
const stateAfter = { accepted: 'candidate', shadowed: 'shadow', refused: 'refused' } as const;
/** Models of an algorithm that are kept. */
const keptModels = 10;

export class ModelsService {
  /** @param lockName one for each database */
  constructor(
    private readonly models: ModelsRepository,
    private readonly decisions: ModelDecisionsService,
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
    return pageOf(list, found, limit, filters, ({ created_at, model_id }) => [created_at, model_id], total);
  }

  async create(model: NewModel, caller: Caller): Promise<Model> {
    if (createHash('sha256').update(model.artifact).digest('hex') !== model.checksum) {
      throw invalid('/checksum', 'is not the SHA-256 of artifact');
    }
    const model_id = randomUUID();
    const parent = await this.models.champion(model.algorithm);
    await this.models.save({
      ...model,
      trained_from: isoTime(parseInstant(model.trained_from, '/trained_from')),
      trained_to: isoTime(parseInstant(model.trained_to, '/trained_to')),
      model_id,
      state: 'candidate',
      created_at: this.now(),
      created_by: caller.name,
      parent_id: parent?.model_id ?? null,
      promoted_at: null,
      replaced_id: null,
    });
    await this.decisions.record(
      'models.create',
      [{ model_id, decision: 'created', reason: '', measures: model.metrics }],
      caller,
    );
    await this.models.forgetOld(model.algorithm, keptModels);
    return this.get(model_id);
  }

  /** @throws Problem conflict when a retraining waits or runs already */
  async retrain(range: Retraining, caller: Caller): Promise<JobAccepted> {
    const { items } = await this.jobs.list({ queue: 'detection', name: 'retrain', state: ['waiting', 'active'] });
    // The hourly look, whose id says that it repeats, trains only when it must, and gives way.
    const other = items.find(({ id }) => !id.startsWith('detection:repeat:'));
    if (other) throw new Problem('conflict', `${other.id} trains already, or is about to.`);
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

  /** Makes a model the champion; the champion before retires. */
  async promote(modelId: string, reason: string, caller: Caller): Promise<Model> {
    return withLock(this.redis, this.lockName, async () => {
      const model = await this.get(modelId);
      const before = await this.models.champion(model.algorithm);
      const isChampion = before?.model_id === modelId;
      const replaced = isChampion ? model.replaced_id : (before?.model_id ?? null);
      await this.models.promote('models.promote', model, replaced, this.now());
      const decisions: RecordedDecision[] = [
        { model_id: modelId, decision: 'promoted', reason, measures: model.metrics },
      ];
      if (before && !isChampion)
        decisions.unshift({ ...retired(before), reason: sentence('decision.replaced', { model: modelId }) });
      await this.decisions.record('models.promote', decisions, caller);
      return this.get(modelId);
    });
  }

  /**
   * Puts back the champion whose place the present one took.
   * @throws Problem conflict when there is none
   */
  async rollBack({ algorithm = 'isolation-forest', reason = '' }: RollBack, caller: Caller): Promise<Model> {
    return withLock(this.redis, this.lockName, async () => {
      const champion = await this.models.champion(algorithm);
      const before = champion?.replaced_id ? await this.models.get(champion.replaced_id) : undefined;
      if (!champion || !before) throw new Problem('conflict', `There is no champion of ${algorithm} to go back to.`);
      await this.models.promote('models.rollBack', before, before.replaced_id, this.now());
      const decisions = [
        { model_id: champion.model_id, decision: 'rolled_back' as const, reason, measures: champion.metrics },
        { model_id: before.model_id, decision: 'promoted' as const, reason, measures: before.metrics },
      ];
      await this.decisions.record('models.rollBack', decisions, caller);
      return this.get(before.model_id);
    });
  }

  /** Records what was decided about a model, and what it is from then on. */
  async decide(modelId: string, { decision, reason, measures = {} }: NewModelDecision, caller: Caller): Promise<Model> {
    return withLock(this.redis, this.lockName, async () => {
      const model = await this.get(modelId);
      if (decision !== 'alerted') {
        if (model.state === 'champion') throw new Problem('conflict', 'It is the champion: promote another first.');
        await this.models.setState(modelId, stateAfter[decision]);
      }
      await this.decisions.record('models.decide', [{ model_id: modelId, decision, reason, measures }], caller);
      return this.get(modelId);
    });
  }

  /** Returns the models that a model comes from, nearest first, and those that were made to beat it. */
  async lineage(modelId: string): Promise<ModelLineage> {
    await this.get(modelId);
    const family = await this.models.family();
    const byId = new Map(family.map((model) => [model.model_id, model]));
    const ancestors: ModelSummary[] = [];
    for (let next = byId.get(byId.get(modelId)?.parent_id ?? ''); next && ancestors.length < maxAncestors;) {
      ancestors.push(next);
      next = byId.get(next.parent_id ?? '');
    }
    return { ancestors, children: family.filter(({ parent_id }) => parent_id === modelId) };
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

function retired({ model_id, metrics }: Model): RecordedDecision {
  return { model_id, decision: 'retired', reason: '', measures: metrics };
}

function missing(modelId: string): Problem {
  return new Problem('not-found', `There is no model ${modelId}.`);
}

function position(filters: unknown, cursor: string): Pick<Model, 'created_at' | 'model_id'> {
  const [created, modelId] = decodeCursor(list, filters, cursor, 2);
  if (!isUuid(modelId)) throw new Problem('bad-request', 'The cursor cannot be read.');
  return { created_at: isoTime(parseInstant(String(created), 'query.cursor')), model_id: String(modelId) };
}
