import { openedArtifact, sealedArtifact, type ForestArtifact, type TrainingRange } from './artifact.js';
import { averagePathLength } from './average-path-length.js';
import type { TreeCode } from './compile.js';
import { preparedRows, type Column, type FeatureMatrix } from './columns.js';
import { cutOff, cutPaths, shareOutside } from './outside.js';
import { threadedPathLengths } from './scoring-threads.js';
import { trained } from './train.js';
import { Trees } from './trees.js';

export interface FitOptions {
  readonly featureVersion: number;
  readonly training: TrainingRange;
  readonly seed: number;
  readonly trees: number;
  /** Rows each tree is grown on; all rows where there are fewer. */
  readonly sampleSize: number;
  /** What is known of the features, where it was learnt from more rows than these. */
  readonly columns?: readonly Column[];
  /** Called with the number of trees grown so far. */
  readonly onProgress?: (trees: number) => void;
}

/** What the model used for one row. */
export interface Explanation {
  readonly score: number;
  /** The score of a row with the mean path length of the training rows. */
  readonly baseline: number;
  /** Per feature how much it raised the score (negative: lowered it). Their sum is `score - baseline`. */
  readonly contributions: readonly { readonly feature: string; readonly value: number; readonly missing: boolean }[];
}

/** So few rows are scored at once and here: some milliseconds, less than threads take to start. */
const FEW_ROWS = 2048;

/** An isolation forest (Liu, Ting and Zhou 2008) grown by ml-isolation-forest and compiled to flat arrays. */
export class Forest {
  readonly #artifact: ForestArtifact;
  readonly #trees: Trees;
  readonly #kept: Column[];
  readonly #normalLength: number;
  readonly #code: TreeCode;

  private constructor(artifact: ForestArtifact, code: TreeCode) {
    this.#artifact = artifact;
    this.#code = code;
    this.#trees = new Trees(code);
    this.#kept = artifact.columns.filter((column) => !column.dropped);
    this.#normalLength = averagePathLength(artifact.sample_size);
  }

  /**
   * Trains on `matrix`. The same rows, options and seed give the same bytes.
   *
   * @throws TrainingRefusedError with fewer than two rows or when no feature varies.
   */
  static async fit(matrix: FeatureMatrix, options: FitOptions): Promise<Forest> {
    const { featureVersion, training, seed, trees, sampleSize, columns, onProgress = () => {} } = options;
    const result = await trained({ ...matrix, seed, trees, sampleSize, columns }, onProgress);
    const facts = { feature_version: featureVersion, training, seed, trees };
    const artifact = sealedArtifact({ ...facts, sample_size: result.sampleSize, columns: result.columns }, result.code);
    return new Forest(artifact, result.code);
  }

  /** @throws ModelRefusedError when the artifact is damaged or made for another feature list. */
  static fromJSON(artifact: ForestArtifact, featureVersion: number): Forest {
    return new Forest(artifact, openedArtifact(artifact, featureVersion));
  }

  get columns(): readonly Column[] {
    return this.#artifact.columns;
  }

  get training(): TrainingRange {
    return this.#artifact.training;
  }

  toJSON(): ForestArtifact {
    return this.#artifact;
  }

  /**
   * Scores rows of all features of {@link columns}, row-major: 0 normal, 1 anomalous. A missing value is taken for the
   * median, so it never makes a row anomalous; what no training row had shortens the path of every tree. Many rows are
   * scored in threads of their own.
   */
  async score(values: Float64Array): Promise<Float64Array> {
    const lengths = await this.#pathLengths(values);
    return lengths.map((length) => this.#scoreOf(length));
  }

  async #pathLengths(values: Float64Array): Promise<Float64Array> {
    if (values.length <= FEW_ROWS * this.columns.length) {
      const prepared = preparedRows(this.columns, values, 0, values.length / this.columns.length);
      const lengths = this.#trees.pathLengths(prepared, this.#kept.length);
      cutPaths(lengths, this.columns, values);
      return lengths;
    }
    return threadedPathLengths({ columns: this.columns, code: this.#code }, values);
  }

  /**
   * Explains one row of all features of {@link columns}.
   *
   * @param score what {@link score} says of the row, where that is known
   */
  explain(row: Float64Array, score?: number): Explanation {
    const { expected, shortened } = this.#trees.attribution(preparedRows(this.columns, row, 0, 1));
    const length = expected - sum(shortened);
    const outside = this.columns.map((column, index) => shareOutside(column, row[index]!));
    const shares = sum(outside);
    const cut = cutOff(length, shares, this.columns.length);
    // What lies outside cut the path off: each feature gets its share of what that saved.
    const perShare = shares > 0 ? (length - cut) / shares : 0;
    let next = 0;
    const saved = this.columns.map(
      ({ dropped }, index) => (dropped ? 0 : shortened[next++]!) + perShare * outside[index]!,
    );
    const baseline = this.#scoreOf(expected);
    const found = score ?? this.#scoreOf(cut);
    // What the path lengths add up to exactly becomes what the score adds up to: one factor, never negative, for all.
    const total = sum(saved);
    const scale = total === 0 ? 0 : (found - baseline) / total;
    const contributions = this.columns.map((column, index) => ({
      feature: column.name,
      value: scale * saved[index]!,
      missing: !Number.isFinite(row[index]!),
    }));
    return { score: found, baseline, contributions };
  }

  /** The leaf of each tree that one row of all features of {@link columns} ends in: rows that share many are alike. */
  leaves(row: Float64Array): Uint32Array {
    return this.#trees.leaves(preparedRows(this.columns, row, 0, 1));
  }

  #scoreOf(pathLength: number): number {
    return 2 ** (-pathLength / this.#normalLength);
  }
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
