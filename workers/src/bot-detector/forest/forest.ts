import { openedArtifact, sealedArtifact, type ForestArtifact, type TrainingRange } from './artifact.js';
import { averagePathLength } from './average-path-length.js';
import type { TreeCode } from './compile.js';
import { preparedRows, type Column, type FeatureMatrix } from './columns.js';
import { ScoringThreads } from './scoring-threads.js';
import { trained } from './train.js';
import { Trees } from './trees.js';

export interface FitOptions {
  readonly featureVersion: number;
  readonly training: TrainingRange;
  readonly seed: number;
  readonly trees: number;
  /** Rows each tree is grown on; all rows where there are fewer. */
  readonly sampleSize: number;
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
  #threads: ScoringThreads | undefined;

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
    const { featureVersion, training, seed, trees, sampleSize, onProgress = () => {} } = options;
    const result = await trained({ ...matrix, seed, trees, sampleSize }, onProgress);
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
   * median, so it never makes a row anomalous. Many rows are scored in threads of their own.
   */
  async score(values: Float64Array): Promise<Float64Array> {
    const lengths = await this.#pathLengths(values);
    return lengths.map((length) => this.#scoreOf(length));
  }

  /** Ends the threads of {@link score}; the forest may go on to be used. */
  async close(): Promise<void> {
    const threads = this.#threads;
    this.#threads = undefined;
    await threads?.close();
  }

  async #pathLengths(values: Float64Array): Promise<Float64Array> {
    if (values.length <= FEW_ROWS * this.columns.length) {
      const prepared = preparedRows(this.columns, values, 0, values.length / this.columns.length);
      return this.#trees.pathLengths(prepared, this.#kept.length);
    }
    this.#threads ??= new ScoringThreads({ columns: this.columns, code: this.#code });
    return this.#threads.pathLengths(values);
  }

  /** Explains one row of all features of {@link columns}. */
  explain(row: Float64Array): Explanation {
    const prepared = preparedRows(this.columns, row, 0, 1);
    const { expected, shortened } = this.#trees.attribution(prepared);
    const score = this.#scoreOf(this.#trees.pathLengths(prepared, this.#kept.length)[0]!);
    const baseline = this.#scoreOf(expected);
    const total = shortened.reduce((sum, value) => sum + value, 0);
    // What the path lengths add up to exactly becomes what the score adds up to: one factor, never negative, for all.
    const scale = total === 0 ? 0 : (score - baseline) / total;
    let next = 0;
    const contributions = this.columns.map((column, index) => ({
      feature: column.name,
      value: column.dropped ? 0 : scale * shortened[next++]!,
      missing: !Number.isFinite(row[index]!),
    }));
    return { score, baseline, contributions };
  }

  /** The leaf of each tree that one row of all features of {@link columns} ends in: rows that share many are alike. */
  leaves(row: Float64Array): Uint32Array {
    return this.#trees.leaves(preparedRows(this.columns, row, 0, 1));
  }

  #scoreOf(pathLength: number): number {
    return 2 ** (-pathLength / this.#normalLength);
  }
}
