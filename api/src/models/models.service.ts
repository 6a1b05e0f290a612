import type { Caller } from '../http/caller.js';
import type { JobAccepted } from '../jobs/jobs.types.js';
import type { Model, ModelArtifact, ModelPage, ModelSearch, NewModel, Retraining } from './models.types.js';

export class ModelsService {
  list(_search: ModelSearch): Promise<ModelPage> {
    throw new Error('not built yet');
  }

  create(_model: NewModel, _caller: Caller): Promise<Model> {
    throw new Error('not built yet');
  }

  retrain(_range: Retraining, _caller: Caller): Promise<JobAccepted> {
    throw new Error('not built yet');
  }

  get(_modelId: string): Promise<Model> {
    throw new Error('not built yet');
  }

  artifact(_modelId: string): Promise<ModelArtifact> {
    throw new Error('not built yet');
  }

  promote(_modelId: string): Promise<Model> {
    throw new Error('not built yet');
  }
}
