import { setImmediate as nextTurn } from 'node:timers/promises';
import { openedArtifact, sealedArtifact, type ForestArtifact, type TrainingRange } from './artifact.js';
import { averagePathLength } from './average-path-length.js';
import { preparedRows, type Column, type FeatureMatrix } from './columns.js';
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

/** Rows scored between two turns of the event loop. */
const SLICE_ROWS = 2048;

/** An isolation forest (Liu, Ting and Zhou 2008) grown by ml-isolation-forest and compiled to flat arrays. */
export class Forest {
  readonly #artifact: ForestArtifact;
  readonly #trees: Trees;
  readonly #kept: Column[];
  readonly #normalLength: number;

  private constructor(artifact: ForestArtifact, trees: Trees) {
    this.#artifact = artifact;
    this.#trees = trees;
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
    return new Forest(artifact, new Trees(result.code));
  }

  /** @throws ModelRefusedError when the artifact is damaged or made for another feature list. */
  static fromJSON(artifact: ForestArtifact, featureVersion: number): Forest {
    return new Forest(artifact, new Trees(openedArtifact(artifact, featureVersion)));
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
   * median, so it never makes a row anomalous. Lets other work of the process run between slices.
   */
  async score(values: Float64Array): Promise<Float64Array> {
    const rows = values.length / this.columns.length;
    const scores = new Float64Array(rows);
    for (let from = 0; from < rows; from += SLICE_ROWS) {
      const to = Math.min(from + SLICE_ROWS, rows);
      const lengths = this.#trees.pathLengths(preparedRows(this.columns, values, from, to), this.#kept.length);
      scores.set(
        lengths.map((length) => this.#scoreOf(length)),
        from,
      );
      await nextTurn();
    }
    return scores;
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

  #scoreOf(pathLength: number): number {
    return 2 ** (-pathLength / this.#normalLength);
  }
}
