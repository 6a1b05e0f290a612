import { features as describedFeatures } from '@ja4-platform/common';
import type { DetectionLevel, FeaturePage, FeatureRow, Model, Reason, Score } from '../api-types.js';
import { level, percentile } from './calibration.js';
import type { ForestArtifact } from './forest/artifact.js';
import { ModelRefusedError } from './forest/errors.js';
import { Forest, type Explanation } from './forest/forest.js';
import { matrix, MIN_REQUESTS } from './training-rows.js';

/** Features named as reasons of an anomaly. */
const NAMED_FEATURES = 3;

export interface ScoredRow {
  readonly row: FeatureRow;
  readonly score: Score;
  /** Undefined when the score is normal. */
  readonly level: DetectionLevel | undefined;
  readonly reasons: readonly Reason[];
}

/** What scoring needs to know of a model besides its trees. */
export type ModelFacts = Pick<Model, 'model_id' | 'thresholds' | 'trained_from' | 'trained_to'>;

/** A stored model, ready to score rows of the feature list that it was trained on. */
export class ScoringModel {
  private constructor(
    readonly facts: ModelFacts,
    private readonly forest: Forest,
  ) {}

  /** @throws ModelRefusedError when the artifact is damaged or made for another feature list than `page` has. */
  static open(
    facts: ModelFacts,
    artifact: string,
    page: Pick<FeaturePage, 'feature_version' | 'features'>,
  ): ScoringModel {
    const forest = Forest.fromJSON(JSON.parse(artifact) as ForestArtifact, page.feature_version);
    const names = forest.columns.map(({ name }) => name);
    if (names.join() !== page.features.join()) {
      throw new ModelRefusedError(
        `the model was trained on ${names.join(', ')}; rows have ${page.features.join(', ')}`,
      );
    }
    return new ScoringModel(facts, forest);
  }

  /** True when the model may judge the row: enough requests, and an hour that the model was not trained on. */
  accepts(row: FeatureRow): boolean {
    const hour = Date.parse(row.hour);
    const isTrainedOn = hour >= Date.parse(this.facts.trained_from) && hour < Date.parse(this.facts.trained_to);
    return row.requests >= MIN_REQUESTS && !isTrainedOn;
  }

  async score(rows: readonly FeatureRow[]): Promise<ScoredRow[]> {
    const width = this.forest.columns.length;
    const values = matrix(rows);
    const scores = await this.forest.score(values);
    return rows.map((row, at) => {
      const explanation = this.forest.explain(values.subarray(at * width, (at + 1) * width));
      return this.#scored(row, scores[at]!, explanation);
    });
  }

  /** Ends the threads that score; for a model that is replaced. */
  close(): Promise<void> {
    return this.forest.close();
  }

  #scored(row: FeatureRow, score: number, { contributions }: Explanation): ScoredRow {
    const { hour, client_ip, ja4, host, requests } = row;
    const values = contributions.map(({ feature, value, missing }, at) => ({
      feature,
      value: missing ? null : row.values[at]!,
      contribution: value,
    }));
    const found = level(this.facts.thresholds, score);
    return {
      row,
      score: {
        ...{ hour, client_ip, ja4, host, requests, score },
        percentile: percentile(this.facts.thresholds, score),
        contributions: values.filter(({ contribution }) => contribution !== 0),
      },
      level: found,
      reasons: found ? this.#reasons(found, values) : [],
    };
  }

  /** The features that raised the score most. One that is missing is never a reason. */
  #reasons(severity: DetectionLevel, values: Score['contributions']): Reason[] {
    return values
      .filter(({ value, contribution }) => value !== null && contribution > 0)
      .sort((a, b) => b.contribution - a.contribution)
      .slice(0, NAMED_FEATURES)
      .map(({ feature, value }) => {
        const expected = this.forest.columns.find(({ name }) => name === feature)!.median;
        const meaning = describedFeatures.find(({ name }) => name === feature)?.description ?? feature;
        const detail = `${feature} is ${rounded(value)}, usual is ${rounded(expected)}: ${meaning}`;
        return { key: 'anomaly', severity, detail, feature, value, expected };
      });
  }
}

const rounded = (value: number | null): string => (value === null ? 'unknown' : String(Number(value.toPrecision(3))));
