import type { Client, FeaturePage } from '../api-types.js';
import { ModelRefusedError } from './forest/errors.js';
import { ScoringModel } from './scoring-model.js';

/** The model that scores, and why there is none where one is expected. */
export interface Champion {
  readonly model: ScoringModel | undefined;
  readonly refused: string | undefined;
}

/** Fetches the champion from the API and keeps it until another is promoted. */
export class Champions {
  #open: ScoringModel | undefined;

  constructor(private readonly client: Client) {}

  /** The champion for rows of `page`; none when there is none, or when it is damaged or of another feature list. */
  async current(page: Pick<FeaturePage, 'feature_version' | 'features'>): Promise<Champion> {
    const { items } = await this.client.models.list({ state: 'champion', algorithm: 'isolation-forest' }).page();
    const facts = items[0];
    if (!facts) return { model: undefined, refused: undefined };
    if (this.#open?.facts.model_id !== facts.model_id) {
      const { artifact } = await this.client.models.artifact({ model_id: facts.model_id });
      await this.#open?.close();
      try {
        this.#open = ScoringModel.open(facts, artifact, page);
      } catch (error) {
        if (!(error instanceof ModelRefusedError)) throw error;
        return { model: undefined, refused: error.message };
      }
    }
    return { model: this.#open, refused: undefined };
  }
}
