import { randomUUID } from 'node:crypto';
import { sentence } from '@ja4-platform/common';
import type { Client, Model, NewModel } from '../api-types.js';
import type { JobResult } from '../run.js';
import { gates, rateFails, type Gates } from './gates.js';
import { DAY_MS, type Clock } from './hours.js';
import type { OpenModels } from './judges.js';
import { isYoung } from './retraining-due.js';
import { ScoringModel } from './scoring-model.js';

/** How long a model scores unseen before it takes the place of another. */
const SHADOW_MS = DAY_MS;

/** What becomes of trained models: refused by their gates, in the shadow for a day, champion. Each step is recorded. */
export class Challenges {
  constructor(
    private readonly client: Client,
    private readonly clock: Clock,
    private readonly models: OpenModels,
  ) {}

  /**
   * Stores a model and decides about it. The first of a feature list has nobody to beat: it is champion at once, unless
   * the same seed gave other trees. So is one that beats a young champion, who saw less than a day; all others first
   * score a day in the shadow.
   */
  async begin(trained: NewModel, champion: ScoringModel | undefined): Promise<JobResult> {
    const stored = await this.client.models.create({ body: trained, idempotencyKey: randomUUID() });
    const challenger = ScoringModel.open(stored, trained.artifact, trained);
    const found = await gates(trained, challenger, champion);
    const result = { trained: true, model_id: stored.model_id, rows: trained.rows, gates: found.reason };
    const isFirst = champion === undefined && found.measures.reproducible === 1;
    if (!found.holds && !isFirst) {
      await this.#decide(stored, 'refused', found);
      return { ...result, promoted: false, state: 'refused' };
    }
    await this.#decide(stored, 'accepted', found);
    if (isFirst || (champion && isYoung(champion.facts))) {
      const reason = sentence(isFirst ? 'decision.first' : 'decision.young');
      await this.#promote(stored, reason);
      return { ...result, promoted: true, state: 'champion' };
    }
    for (const older of await this.#shadows(trained.algorithm)) {
      const reason = sentence('decision.newer', { model: stored.model_id });
      await this.#decide(older, 'refused', { reason, measures: {} });
    }
    await this.#decide(stored, 'shadowed', found);
    return { ...result, promoted: false, state: 'shadow' };
  }

  /** Promotes or refuses the models that were in the shadow for a day, by what they said of its rows. */
  async settle(): Promise<{ shadows_promoted: number; shadows_refused: number }> {
    const counts = { shadows_promoted: 0, shadows_refused: 0 };
    for (const shadow of await this.#shadows()) {
      const since = await this.#shadowedAt(shadow);
      if (this.clock.now() - Date.parse(since) < SHADOW_MS) continue;
      const found = await this.#inShadow(shadow, since);
      if (found.holds) {
        await this.#promote(shadow, found.reason);
        counts.shadows_promoted++;
      } else {
        await this.#decide(shadow, 'refused', found);
        counts.shadows_refused++;
      }
    }
    return counts;
  }

  /** What a model named while it was in the shadow must be near to what the champion named meanwhile. */
  async #inShadow(shadow: Model, since: string): Promise<Gates> {
    const champion = (await this.client.models.list({ state: 'champion', algorithm: shadow.algorithm }).page())
      .items[0];
    const [own, others] = await Promise.all([this.#named(shadow, since), champion && this.#named(champion, since)]);
    const measures = {
      ...{ shadow_rows: own.rows, shadow_rate: own.rate },
      ...(others && { champion_rows: others.rows, champion_rate: others.rate }),
    };
    // Attacks of that day count for both, so that what the champion named is the target where it is more.
    const target = Math.max(0.01, others?.rate ?? 0);
    const failed = own.rate > target ? rateFails(own.rate, own.rows, target) : undefined;
    const reason = failed ?? sentence('decision.shadow', { share: own.rate, rows: own.rows });
    return { holds: !failed, reason, measures };
  }

  async #named({ model_id, thresholds }: Model, from: string): Promise<{ rows: number; rate: number }> {
    const { rows, buckets } = await this.client.models.distribution({ model_id, from, buckets: 200 });
    const cut = thresholds.low ?? 1;
    const named = buckets.filter((bucket) => bucket.from >= cut).reduce((sum, { count }) => sum + count, 0);
    return { rows, rate: rows ? named / rows : 0 };
  }

  async #shadows(algorithm?: string): Promise<Model[]> {
    return (await this.client.models.list({ state: 'shadow', ...(algorithm && { algorithm }) }).page()).items;
  }

  async #shadowedAt({ model_id, created_at }: Model): Promise<string> {
    const { items } = await this.client.models.decisions({ model_id, decision: 'shadowed', limit: 1 }).page();
    return items[0]?.decided_at ?? created_at;
  }

  async #decide(
    { model_id }: Model,
    decision: 'accepted' | 'shadowed' | 'refused',
    { reason, measures }: Pick<Gates, 'reason' | 'measures'>,
  ): Promise<void> {
    const body = { decision, reason, measures };
    await this.client.models.decide({ model_id, body, idempotencyKey: randomUUID() });
  }

  async #promote({ model_id }: Model, reason: string): Promise<void> {
    await this.client.models.promote({ model_id, body: { reason }, idempotencyKey: randomUUID() });
  }
}
