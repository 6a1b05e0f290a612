import {
  ALGORITHMS,
  algorithmOf,
  ScoringModel,
  trainedModel,
  TrainingRefusedError,
  TrainingRows,
  type ScoredRow,
} from '@ja4-platform/workers';
import type { Observed } from './observed.js';
import type { FeatureRow } from './world.js';

/** The models that a row may belong to, by algorithm. */
export class Models {
  private constructor(
    private readonly byAlgorithm: ReadonlyMap<string, ScoringModel>,
    /** Rows that calibrated each, by algorithm. */
    readonly calibrationRows: ReadonlyMap<string, number>,
  ) {}

  /** What the bot-detector makes of history, with its own code. */
  static async trained({ history, ...list }: Observed, seed: number): Promise<Models> {
    const models = new Map<string, ScoringModel>();
    const calibrationRows = new Map<string, number>();
    for (const algorithm of ALGORITHMS) {
      const rows = new TrainingRows();
      for (const { row } of history) if (algorithmOf(row) === algorithm) rows.add(row);
      const options = { from: list.from, to: list.testFrom, seed, algorithm, onProgress: () => undefined };
      try {
        const model = await trainedModel(rows, list, options);
        calibrationRows.set(algorithm, model.metrics.calibration_rows ?? 0);
        models.set(algorithm, ScoringModel.open({ ...model, model_id: algorithm }, model.artifact, list));
      } catch (error) {
        // Too few rows of a kind have no model in the product either.
        if (!(error instanceof TrainingRefusedError)) throw error;
      }
    }
    return new Models(models, calibrationRows);
  }

  /** What they say of the rows that they judge. */
  async scored(rows: readonly FeatureRow[], options = { explain: true }): Promise<Map<FeatureRow, ScoredRow>> {
    const found = new Map<FeatureRow, ScoredRow>();
    for (const [algorithm, model] of this.byAlgorithm) {
      const own = rows.filter((row) => algorithmOf(row) === algorithm && model.accepts(row));
      for (const each of await model.score(own, options)) found.set(each.row, each);
    }
    return found;
  }

  /** How sure the models are of each row; 0 where none judges. */
  async certainties(rows: readonly FeatureRow[]): Promise<number[]> {
    const found = await this.scored(rows, { explain: false });
    return rows.map((row) => found.get(row)?.certainty ?? 0);
  }

  /** The model of rows with a handshake. */
  get ofHandshakes(): ScoringModel {
    return this.byAlgorithm.get(ALGORITHMS[0])!;
  }

  leaves(row: FeatureRow): Uint32Array | undefined {
    return this.byAlgorithm.get(algorithmOf(row))?.leaves(row);
  }
}
