import type { DetectionLevel, FeaturePage, FeatureRow, Model, Reason, Score } from '../api-types.js';
import { level, percentile, type Thresholds } from './calibration.js';
import { anomalyReasons, explained, withoutWhat, type RowExplanation } from './explanation.js';
import type { Explanation } from './forest/forest.js';
import { opened, type OpenedArtifact } from './model-artifact.js';
import { matrix, MIN_REQUESTS } from './training-rows.js';

export interface ScoredRow {
  readonly row: FeatureRow;
  readonly score: Score;
  /** Undefined when the score is normal. */
  readonly level: DetectionLevel | undefined;
  readonly reasons: readonly Reason[];
  /** Of a row that is not normal. */
  readonly explanation: RowExplanation | undefined;
}

/** What scoring needs to know of a model besides its trees. */
export type ModelFacts = Pick<Model, 'model_id' | 'thresholds' | 'trained_from' | 'trained_to' | 'checksum'>;

/** A stored model, ready to score rows of the feature list that it was trained on. */
export class ScoringModel {
  private constructor(
    readonly facts: ModelFacts,
    readonly parts: OpenedArtifact,
  ) {}

  /** @throws ModelRefusedError when the artifact is damaged or made for another feature list than `page` has. */
  static open(
    facts: ModelFacts,
    artifact: string,
    page: Pick<FeaturePage, 'feature_version' | 'features'>,
  ): ScoringModel {
    return new ScoringModel(facts, opened(facts, artifact, page));
  }

  /** True when the model may judge the row: enough requests, and an hour that the model was not trained on. */
  accepts(row: FeatureRow): boolean {
    const hour = Date.parse(row.hour);
    const isTrainedOn = hour >= Date.parse(this.facts.trained_from) && hour < Date.parse(this.facts.trained_to);
    return row.requests >= MIN_REQUESTS && !isTrainedOn;
  }

  async score(rows: readonly FeatureRow[]): Promise<ScoredRow[]> {
    if (!rows.length) return [];
    const explanations = await this.parts.forests.explain(matrix(rows));
    const scored: ScoredRow[] = [];
    for (const [at, row] of rows.entries()) scored.push(await this.#scored(row, explanations[at]!));
    return scored;
  }

  /** The scores alone, of rows that need not be of an hour. */
  scores(rows: readonly { readonly values: readonly (number | null)[] }[]): Promise<Float64Array> {
    return this.parts.forests.score(matrix(rows));
  }

  /** The leaf of every tree that a row ends in. */
  leaves(row: FeatureRow): Uint32Array {
    return this.parts.forests.leaves(matrix([row]));
  }

  /** Ends the threads that score; for a model that is replaced. */
  close(): Promise<void> {
    return this.parts.forests.close();
  }

  /** The cuts of a host: its own where it has enough rows, else those of all hosts. */
  #thresholds(host: string): Thresholds {
    return this.parts.hosts.of(host).thresholds ?? this.facts.thresholds;
  }

  async #scored(row: FeatureRow, explanation: Explanation): Promise<ScoredRow> {
    const { hour, client_ip, ja4, host, requests } = row;
    const { score, contributions } = explanation;
    const thresholds = this.#thresholds(host);
    const found = level(thresholds, score);
    const values = contributions.map(({ feature, value, missing }, at) => ({
      feature,
      value: missing ? null : row.values[at]!,
      contribution: value,
    }));
    const baseline = this.parts.hosts.of(host);
    const facts = found && explained(this.facts.model_id, row, explanation, baseline, percentile(thresholds, score));
    const without = async (features: ReadonlySet<number>): Promise<boolean> => {
      const changed = row.values.map((value, at) => (features.has(at) ? null : value));
      return level(thresholds, (await this.scores([{ values: changed }]))[0]!) === undefined;
    };
    return {
      row,
      score: {
        ...{ hour, client_ip, ja4, host, requests, score },
        percentile: percentile(thresholds, score),
        contributions: values.filter(({ contribution }) => contribution !== 0),
      },
      level: found,
      reasons: found && facts ? anomalyReasons(found, facts) : [],
      explanation: facts && { ...facts, normal_without: await withoutWhat(explanation, without) },
    };
  }
}
