import type { DetectionLevel, FeaturePage, FeatureRow, Model, Reason, Score } from '../api-types.js';
import { certainty, level, percentile } from './calibration.js';
import { anomalyReasons, explained, withoutWhat, type RowExplanation } from './explanation.js';
import type { Explanation } from './forest/forest.js';
import { opened, type OpenedArtifact } from './model-artifact.js';
import { matrix, MIN_REQUESTS } from './training-rows.js';

export interface ScoredRow {
  readonly row: FeatureRow;
  readonly score: Score;
  /** How sure the score makes us, 0 to 1, on the scale of the severities of reasons. */
  readonly certainty: number;
  /** Undefined when the score is normal. */
  readonly level: DetectionLevel | undefined;
  /** Why, of a row that is not normal and was to be explained; so is the explanation. */
  readonly reasons: readonly Reason[];
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

  /** Scores rows, and says why each is what it is unless that is not asked for. */
  async score(rows: readonly FeatureRow[], { explain } = { explain: true }): Promise<ScoredRow[]> {
    if (!rows.length) return [];
    if (!explain) return Array.from(await this.scores(rows), (score, at) => this.#plain(rows[at]!, score));
    const explanations = await this.parts.forests.explain(matrix(rows));
    const scored: ScoredRow[] = [];
    for (const [at, row] of rows.entries()) scored.push(await this.#explained(row, explanations[at]!));
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

  #plain(row: FeatureRow, score: number): ScoredRow {
    const { hour, client_ip, ja4, host, requests } = row;
    const thresholds = this.parts.hosts.thresholdsOf(row);
    return {
      row,
      score: {
        ...{ hour, client_ip, ja4, host, requests, score },
        percentile: percentile(thresholds, score),
        contributions: [],
      },
      certainty: certainty(thresholds, score),
      level: level(thresholds, score),
      reasons: [],
      explanation: undefined,
    };
  }

  async #explained(row: FeatureRow, explanation: Explanation): Promise<ScoredRow> {
    const scored = this.#plain(row, explanation.score);
    const contributions = explanation.contributions.flatMap(({ feature, value, missing }, at) => {
      return value === 0 ? [] : [{ feature, value: missing ? null : row.values[at]!, contribution: value }];
    });
    const withContributions = { ...scored, score: { ...scored.score, contributions } };
    if (!scored.level) return withContributions;
    const baseline = this.parts.hosts.of(row);
    const facts = explained(this.facts.model_id, row, explanation, baseline, scored.score.percentile);
    const thresholds = this.parts.hosts.thresholdsOf(row);
    const isNormalWithout = async (features: ReadonlySet<number>): Promise<boolean> => {
      const values = row.values.map((value, at) => (features.has(at) ? null : value));
      return level(thresholds, (await this.scores([{ values }]))[0]!) === undefined;
    };
    return {
      ...withContributions,
      reasons: anomalyReasons(scored.level, facts),
      explanation: { ...facts, normal_without: await withoutWhat(explanation, isNormalWithout) },
    };
  }
}
