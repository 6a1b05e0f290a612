import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { ModelSummary } from './decisions.types.js';
import type { Model, ModelArtifact, ModelSearch, NewModel } from './models.types.js';

const columns = 't.* EXCEPT (artifact, version), length(t.artifact) AS artifact_bytes';

export type ModelFilters = Pick<ModelSearch, 'state' | 'algorithm'>;
export type ModelToSave = NewModel &
  Pick<Model, 'model_id' | 'state' | 'created_at' | 'created_by' | 'parent_id' | 'promoted_at' | 'replaced_id'>;

export class ModelsRepository {
  constructor(private readonly store: Store) {}

  async save(model: ModelToSave): Promise<void> {
    await this.store.insert('models.create', 'models', [{ ...model, version: 1 }]);
  }

  /** Returns at most `limit` models, newest first, after the one given. */
  list(
    filters: ModelFilters,
    limit: number,
    after: Pick<Model, 'created_at' | 'model_id'> | undefined,
  ): Promise<Model[]> {
    const conditions = conditionsOf(filters);
    if (after) {
      conditions.add(
        `(t.created_at, t.model_id) < (parseDateTime64BestEffort({after_time:String}, 3, 'UTC'), {after_id:UUID})`,
        { after_time: after.created_at, after_id: after.model_id },
      );
    }
    const sql = `SELECT ${columns} FROM models AS t FINAL ${conditions.where}
      ORDER BY t.created_at DESC, t.model_id DESC LIMIT {limit:UInt32}`;
    return this.store.rows('models.list', sql, { ...conditions.params, limit });
  }

  count(filters: ModelFilters): Promise<number> {
    return this.store.count('models.list', 'models AS t FINAL', conditionsOf(filters));
  }

  async get(modelId: string): Promise<Model | undefined> {
    const sql = `SELECT ${columns} FROM models AS t FINAL WHERE t.model_id = {modelId:UUID}`;
    return (await this.store.rows<Model>('models.get', sql, { modelId }))[0];
  }

  async artifact(modelId: string): Promise<ModelArtifact | undefined> {
    const sql = `SELECT t.model_id, t.checksum, t.artifact FROM models AS t FINAL WHERE t.model_id = {modelId:UUID}`;
    return (await this.store.rows<ModelArtifact>('models.artifact', sql, { modelId }))[0];
  }

  /** Returns the model that scores, of an algorithm. */
  async champion(algorithm: string): Promise<Model | undefined> {
    const sql = `SELECT ${columns} FROM models AS t FINAL
      WHERE t.state = 'champion' AND t.algorithm = {algorithm:String} ORDER BY t.promoted_at DESC LIMIT 1`;
    return (await this.store.rows<Model>('models.champion', sql, { algorithm }))[0];
  }

  /**
   * Forgets models of an algorithm beyond the newest `kept`, but not those that score and not where a roll back goes: the
   * champions before. What was decided about them stays.
   */
  async forgetOld(algorithm: string, kept: number): Promise<void> {
    const inUse = `SELECT t.model_id FROM models AS t FINAL WHERE t.state IN ('champion', 'shadow')
      UNION ALL SELECT assumeNotNull(t.replaced_id) FROM models AS t FINAL WHERE t.state = 'champion' AND t.replaced_id IS NOT NULL`;
    const newest = `SELECT t.model_id FROM models AS t FINAL WHERE t.algorithm = {algorithm:String}
      ORDER BY t.created_at DESC, t.model_id LIMIT {kept:UInt32}`;
    const old = new Conditions().add(
      `algorithm = {algorithm:String} AND model_id NOT IN (${newest}) AND model_id NOT IN (${inUse})`,
      { algorithm, kept },
    );
    if (await this.store.count('models.create', 'models', old)) {
      await this.store.command('models.create', `DELETE FROM models ${old.where}`, old.params);
    }
  }

  /** Returns the newest models in short: who comes from whom. */
  family(): Promise<ModelSummary[]> {
    const sql = `SELECT t.model_id, t.state, t.algorithm, t.created_at, t.promoted_at, t.rows, t.metrics, t.parent_id
      FROM models AS t FINAL ORDER BY t.created_at DESC, t.model_id LIMIT 1000`;
    return this.store.rows('models.lineage', sql);
  }

  /**
   * Makes one model the champion of its algorithm and retires the champion before, in one block: there is never none and
   * never two.
   */
  async promote(
    operation: string,
    { model_id, algorithm }: Pick<Model, 'model_id' | 'algorithm'>,
    replaced: string | null,
    now: string,
  ): Promise<void> {
    const sql = `INSERT INTO models SELECT * REPLACE (
        if(t.model_id = {model_id:UUID}, 'champion', 'retired') AS state,
        if(t.model_id = {model_id:UUID}, parseDateTime64BestEffort({now:String}, 3, 'UTC'), t.promoted_at) AS promoted_at,
        if(t.model_id = {model_id:UUID}, {replaced:Nullable(UUID)}, t.replaced_id) AS replaced_id,
        t.version + 1 AS version)
      FROM models AS t FINAL
      WHERE t.model_id = {model_id:UUID} OR (t.state = 'champion' AND t.algorithm = {algorithm:String})`;
    await this.store.command(operation, sql, { model_id, algorithm, replaced, now });
  }

  async setState(modelId: string, state: Model['state']): Promise<void> {
    const sql = `INSERT INTO models SELECT * REPLACE ({state:String} AS state, t.version + 1 AS version)
      FROM models AS t FINAL WHERE t.model_id = {modelId:UUID}`;
    await this.store.command('models.decide', sql, { modelId, state });
  }
}

function conditionsOf(filters: ModelFilters): Conditions {
  return new Conditions().equal('state', 'String', filters.state).equal('algorithm', 'String', filters.algorithm);
}
