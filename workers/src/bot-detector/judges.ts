import type { Client, FeaturePage, FeatureRow, Model } from '../api-types.js';
import { ModelRefusedError } from './forest/errors.js';
import { ScoringModel } from './scoring-model.js';

/** Traffic whose handshake was seen, and the rest: two worlds with a model each. */
export const ALGORITHMS = ['isolation-forest', 'isolation-forest-http'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** The model that a row belongs to. */
export function algorithmOf({ correlated }: Pick<FeatureRow, 'correlated'>): Algorithm {
  return correlated ? 'isolation-forest' : 'isolation-forest-http';
}

/** Something for each kind of traffic. */
export function bothKinds<T>(of: (algorithm: Algorithm) => T): Record<Algorithm, T> {
  return { 'isolation-forest': of('isolation-forest'), 'isolation-forest-http': of('isolation-forest-http') };
}

export type FeatureList = Pick<FeaturePage, 'feature_version' | 'features'>;

/** The models that score now. */
export interface Judges {
  readonly champions: ReadonlyMap<string, ScoringModel>;
  /** Those that score unseen beside a champion. */
  readonly shadows: ReadonlyMap<string, ScoringModel>;
  /** Why a champion cannot be used. */
  readonly refused: string | undefined;
}

/** Fetches models from the API and keeps those open that are in use. */
export class OpenModels {
  #open = new Map<string, ScoringModel>();

  constructor(private readonly client: Client) {}

  /** The models in charge for rows of `list`; one that is damaged or of another feature list is left out. */
  async judges(list: FeatureList): Promise<Judges> {
    const [champions, shadows] = await Promise.all([this.#inState('champion'), this.#inState('shadow')]);
    const inUse = new Map<string, ScoringModel>();
    let refused: string | undefined;
    const opened = async (models: readonly Model[]): Promise<Map<string, ScoringModel>> => {
      const found = new Map<string, ScoringModel>();
      for (const facts of models) {
        if (found.has(facts.algorithm)) continue;
        try {
          const model = this.#open.get(facts.model_id) ?? (await this.open(facts, list));
          inUse.set(facts.model_id, model);
          found.set(facts.algorithm, model);
        } catch (error) {
          if (!(error instanceof ModelRefusedError)) throw error;
          if (facts.state === 'champion') refused = error.message;
        }
      }
      return found;
    };
    const judges = { champions: await opened(champions), shadows: await opened(shadows) };
    this.#open = inUse;
    return { ...judges, refused };
  }

  /** @throws ModelRefusedError when it is damaged or of another feature list */
  async open(facts: Model, list: FeatureList): Promise<ScoringModel> {
    const { artifact } = await this.client.models.artifact({ model_id: facts.model_id });
    return ScoringModel.open(facts, artifact, list);
  }

  async #inState(state: 'champion' | 'shadow'): Promise<Model[]> {
    return (await this.client.models.list({ state }).page()).items;
  }
}
