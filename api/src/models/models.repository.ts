import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { Model, ModelArtifact, ModelSearch, NewModel } from './models.types.js';

const columns = 't.* EXCEPT (artifact, version), length(t.artifact) AS artifact_bytes';

export type ModelFilters = Pick<ModelSearch, 'state' | 'algorithm'>;
export type ModelToSave = NewModel & Pick<Model, 'model_id' | 'state' | 'created_at' | 'created_by' | 'promoted_at'>;

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

  async count(filters: ModelFilters): Promise<number> {
    const conditions = conditionsOf(filters);
    const sql = `SELECT count() AS total FROM models AS t FINAL ${conditions.where}`;
    const [row] = await this.store.rows<{ total: number }>('models.list', sql, conditions.params);
    return row?.total ?? 0;
  }

  async get(modelId: string): Promise<Model | undefined> {
    const sql = `SELECT ${columns} FROM models AS t FINAL WHERE t.model_id = {modelId:UUID}`;
    return (await this.store.rows<Model>('models.get', sql, { modelId }))[0];
  }

  async artifact(modelId: string): Promise<ModelArtifact | undefined> {
    const sql = `SELECT t.model_id, t.checksum, t.artifact FROM models AS t FINAL WHERE t.model_id = {modelId:UUID}`;
    return (await this.store.rows<ModelArtifact>('models.artifact', sql, { modelId }))[0];
  }

  /** Makes one model the champion and retires the champion before, in one block: there is never none and never two. */
  async promote(modelId: string, now: string): Promise<void> {
    const sql = `INSERT INTO models SELECT * REPLACE (
        if(t.model_id = {modelId:UUID}, 'champion', 'retired') AS state,
        if(t.model_id = {modelId:UUID}, parseDateTime64BestEffort({now:String}, 3, 'UTC'), t.promoted_at) AS promoted_at,
        t.version + 1 AS version)
      FROM models AS t FINAL WHERE t.model_id = {modelId:UUID} OR t.state = 'champion'`;
    await this.store.command('models.promote', sql, { modelId, now });
  }
}

function conditionsOf(filters: ModelFilters): Conditions {
  return new Conditions().equal('state', 'String', filters.state).equal('algorithm', 'String', filters.algorithm);
}
