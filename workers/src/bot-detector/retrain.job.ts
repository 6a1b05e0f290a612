import type { Client } from '../api-types.js';
import type { Handlers, JobContext, JobResult } from '../run.js';
import { Challenges } from './challenges.js';
import { TrainingRefusedError } from './forest/errors.js';
import { hourStart, type Clock } from './hours.js';
import { ALGORITHMS, type Algorithm, type FeatureList, type OpenModels } from './judges.js';
import { KeptOut } from './kept-out.js';
import { readClean } from './read-clean.js';
import { retrainingDue } from './retraining-due.js';
import type { ScoringModel } from './scoring-model.js';
import { sha256 } from './sha256.js';
import { trainedModel } from './train-model.js';
import { TrainingRows } from './training-rows.js';
import { Watch } from './watch.js';

const HISTORY_HOURS = 14 * 24;
/** The share of the job that reading is taken to be; growing the trees is the rest. */
const READING = 0.5;

/**
 * Trains a model of each kind of traffic on history and has it challenge the champion. Without a range that is two weeks,
 * up to and without the last complete hour, as that hour is still being scored. When it runs by schedule it first decides
 * about models in the shadow, looks for drift, and trains only when that is due.
 */
export function retrainJob(client: Client, clock: Clock, models: OpenModels): Handlers['detection']['retrain'] {
  const challenges = new Challenges(client, clock, models);
  const watch = new Watch(client, clock, models);

  return async ({ if_due, ...wanted }, context): Promise<JobResult> => {
    const other = await trainingElsewhere(client, context.id);
    if (other) return { trained: false, reason: `${other} trains already` };
    const seen = if_due ? { ...(await challenges.settle()), ...(await watch.look(context)) } : {};
    const due = if_due ? await retrainingDue(client, clock) : 'asked for';
    if (!due) return { trained: false, reason: 'not due yet', ...seen };

    const to = wanted.to ?? hourStart(clock.now(), -1);
    const range = { from: wanted.from ?? hourStart(Date.parse(to), -HISTORY_HOURS), to };
    const [labels, isTaught] = [await KeptOut.read(client, clock), await watch.taughtScopes()];
    const empty = (): TrainingRows => new TrainingRows((row) => labels.has(row) || isTaught(row));
    const { rows, list } = await readClean(client, range, empty, context.cancelled, (read) =>
      context.report(READING / 2, `read ${read} rows`),
    );
    const champions = list && (await models.judges(list)).champions;
    const result: JobResult = { trained: false, due, ...seen };
    for (const [at, algorithm] of ALGORITHMS.entries()) {
      context.cancelled.throwIfAborted();
      const done = READING + (at / ALGORITHMS.length) * (1 - READING);
      const report = (share: number, text: string): void =>
        void context.report(done + (share * (1 - READING)) / ALGORITHMS.length, text);
      const champion = champions?.get(algorithm);
      const outcome = await trainedAndTried(algorithm, rows[algorithm], list, { ...range, champion, report, context });
      // The result of the model of correlated traffic stands alone, that of the other under its own names.
      const prefix = at === 0 ? '' : 'http_';
      for (const [name, value] of Object.entries(outcome)) result[prefix + name] = value;
    }
    return result;
  };

  async function trainedAndTried(
    algorithm: Algorithm,
    rows: TrainingRows,
    list: FeatureList | undefined,
    { from, to, champion, report, context }: Trial,
  ): Promise<JobResult> {
    try {
      const trained = await trainedModel(rows, list ?? { feature_version: 0, features: [] }, {
        ...{ from, to, algorithm, seed: seedOf(context.id, algorithm), onProgress: report },
        ...(champion && { canaries: champion.parts.canaries }),
      });
      context.cancelled.throwIfAborted();
      report(0.95, `calibrated on ${trained.metrics.calibration_rows} rows`);
      return await challenges.begin(trained, champion);
    } catch (error) {
      if (error instanceof TrainingRefusedError) return { trained: false, reason: error.message };
      throw error;
    }
  }
}

interface Trial {
  readonly from: string;
  readonly to: string;
  readonly champion: ScoringModel | undefined;
  readonly report: (share: number, text: string) => void;
  readonly context: JobContext;
}

/** A job that was taken over from a dead worker grows the same trees again. */
function seedOf(jobId: string, algorithm: Algorithm): number {
  return sha256(`${jobId} ${algorithm}`).readUInt32LE();
}

/** Another retraining that runs and began before this one: of two at once the later gives way. */
async function trainingElsewhere(client: Client, jobId: string): Promise<string | undefined> {
  const { items } = await client.jobs.list({ queue: 'detection', name: 'retrain', state: ['active'] }).page();
  const began = items.sort((a, b) => `${a.started_at} ${a.id}`.localeCompare(`${b.started_at} ${b.id}`));
  return began[0] && began[0].id !== jobId ? began[0].id : undefined;
}
