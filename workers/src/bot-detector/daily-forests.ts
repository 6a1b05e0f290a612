import type { ForestArtifact } from './forest/artifact.js';
import { learnColumns, type Column, type FeatureDefinition } from './forest/columns.js';
import { Forest, type Explanation } from './forest/forest.js';

/** Trees in all: with 300 two seeds agreed on 0.74 of the first fifty rows, with 450 on 0.81; with more a model would be over 1 MB. */
const TREES = 450;
/** Trees of a forest where there are many: what one says alone still counts. */
const FEWEST_TREES = 100;
const SAMPLE_SIZE = 1024;

/** The rows of one day, or of some days that had few. */
export interface TrainingPeriod {
  /** RFC 3339: hours `from` (included) to `to` (excluded). */
  readonly from: string;
  readonly to: string;
  /** Row-major, NaN for what is missing. */
  readonly values: Float64Array;
}

export interface FitDailyOptions {
  readonly featureVersion: number;
  readonly seed: number;
  /** Called with the share that is done. */
  readonly onProgress: (share: number) => void;
}

/**
 * One forest for each period, whose median scores: an attacker who fills two days of seven moves two forests, and the
 * median stays.
 */
export class DailyForests {
  private constructor(readonly forests: readonly Forest[]) {}

  /** @throws TrainingRefusedError when a period has fewer than two rows or none of its features varies */
  static async fit(
    features: readonly FeatureDefinition[],
    periods: readonly TrainingPeriod[],
    options: FitDailyOptions,
  ): Promise<DailyForests> {
    const forests: Forest[] = [];
    // What is constant, missing or usual is told by all days: one day alone knows little of what is rare.
    const columns = learnColumns({ features, values: joined(periods) });
    for (const index of periods.keys()) {
      const onTrees = (share: number): void => options.onProgress((index + share) / periods.length);
      forests.push(await fitted(columns, periods, index, options, onTrees));
    }
    return new DailyForests(forests);
  }

  /** True when growing the newest forest once more gives the same bytes. */
  async isReproducible(periods: readonly TrainingPeriod[], options: FitDailyOptions): Promise<boolean> {
    const last = periods.length - 1;
    const again = await fitted(this.columns, periods, last, options, () => {});
    return JSON.stringify(again) === JSON.stringify(this.forests[last]);
  }

  /** @throws ModelRefusedError when a forest is damaged or made for another feature list */
  static fromJSON(artifacts: readonly ForestArtifact[], featureVersion: number): DailyForests {
    return new DailyForests(artifacts.map((artifact) => Forest.fromJSON(artifact, featureVersion)));
  }

  toJSON(): ForestArtifact[] {
    return this.forests.map((forest) => forest.toJSON());
  }

  get columns(): readonly Column[] {
    return this.forests[0]!.columns;
  }

  get trees(): number {
    return this.forests.reduce((sum, forest) => sum + forest.toJSON().trees, 0);
  }

  /** The median over the forests, for each row of all features. */
  async score(values: Float64Array): Promise<Float64Array> {
    const each = await this.#each(values);
    return each[0]!.map((_, row) => mean(middle(each, row).map((forest) => each[forest]![row]!)));
  }

  /**
   * Scores and explains each row: what the forest in the middle used, or the mean of the two in the middle. The
   * contributions add up exactly to the score above the baseline.
   */
  async explain(values: Float64Array): Promise<Explanation[]> {
    const each = await this.#each(values);
    const width = this.columns.length;
    return Array.from(each[0]!, (_, row) => {
      const cells = values.subarray(row * width, (row + 1) * width);
      return meanOf(middle(each, row).map((forest) => this.forests[forest]!.explain(cells, each[forest]![row])));
    });
  }

  /** The leaf of every tree that a row ends in. */
  leaves(row: Float64Array): Uint32Array {
    return Uint32Array.from(this.forests.flatMap((forest) => [...forest.leaves(row)]));
  }

  async #each(values: Float64Array): Promise<Float64Array[]> {
    const scores: Float64Array[] = [];
    // One after the other: each has threads of its own for many rows, and together they would be too many.
    for (const forest of this.forests) scores.push(await forest.score(values));
    return scores;
  }
}

function fitted(
  columns: readonly Column[],
  periods: readonly TrainingPeriod[],
  index: number,
  { featureVersion, seed }: FitDailyOptions,
  onProgress: (share: number) => void,
): Promise<Forest> {
  const { from, to, values } = periods[index]!;
  const trees = Math.max(FEWEST_TREES, Math.ceil(TREES / periods.length));
  return Forest.fit(
    { features: columns, values },
    {
      ...{ featureVersion, columns, training: { from, to, rows: values.length / columns.length } },
      // Seeds are 32 bits; forests of one model must not grow the same trees.
      ...{ seed: (seed + index) >>> 0, trees, sampleSize: SAMPLE_SIZE },
      onProgress: (grown) => onProgress(grown / trees),
    },
  );
}

function joined(periods: readonly TrainingPeriod[]): Float64Array {
  const all = new Float64Array(periods.reduce((length, { values }) => length + values.length, 0));
  let at = 0;
  for (const { values } of periods) {
    all.set(values, at);
    at += values.length;
  }
  return all;
}

/** The forests whose score of a row lies in the middle: one, or two where their number is even. */
function middle(each: readonly Float64Array[], row: number): number[] {
  const order = [...each.keys()].sort((a, b) => each[a]![row]! - each[b]![row]! || a - b);
  const half = (order.length - 1) / 2;
  return [...new Set([order[Math.floor(half)]!, order[Math.ceil(half)]!])];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function meanOf(explanations: readonly Explanation[]): Explanation {
  const [first] = explanations as [Explanation];
  return {
    score: mean(explanations.map(({ score }) => score)),
    baseline: mean(explanations.map(({ baseline }) => baseline)),
    contributions: first.contributions.map((contribution, at) => ({
      ...contribution,
      value: mean(explanations.map(({ contributions }) => contributions[at]!.value)),
    })),
  };
}
