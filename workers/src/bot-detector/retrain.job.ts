import { createHash } from 'node:crypto';
import type { Client, FeatureRow } from '../api-types.js';
import type { Handlers, JobContext, JobResult } from '../run.js';
import { Challenges } from './challenges.js';
import { TrainingRefusedError } from './forest/errors.js';
import { hourStart, type Clock } from './hours.js';
import { ALGORITHMS, algorithmOf, bothKinds, OpenModels, type Algorithm, type FeatureList } from './judges.js';
import { KeptOut } from './kept-out.js';
import { retrainingDue } from './retraining-due.js';
import { trainedModel } from './train-model.js';
import { MIN_REQUESTS, TrainingRows } from './training-rows.js';
import { Watch } from './watch.js';

const PAGE_ROWS = 5000;
const HISTORY_HOURS = 14 * 24;
/** The share of the job that reading is taken to be; growing the trees is the rest. */
const READING = 0.5;

/**
 * Trains a model of each kind of traffic on history and has it challenge the champion. Without a range that is two weeks,
 * up to and without the last complete hour, as that hour is still being scored. When it runs by schedule it first decides
 * about models in the shadow, looks for drift, and trains only when that is due.
 */
export function retrainJob(client: Client, clock: Clock): Handlers['detection']['retrain'] {
  const models = new OpenModels(client);
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
    const taught = await watch.taughtScopes();
    const { rows, list } = await readRows(client, clock, range, taught, context);
    const result: JobResult = { trained: false, due, ...seen };
    for (const [at, algorithm] of ALGORITHMS.entries()) {
      context.cancelled.throwIfAborted();
      const done = READING + (at / ALGORITHMS.length) * (1 - READING);
      const report = (share: number, text: string): void =>
        void context.report(done + (share * (1 - READING)) / ALGORITHMS.length, text);
      const outcome = await trainedAndTried(algorithm, rows[algorithm], list, { ...range, report, context });
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
    { from, to, report, context }: { from: string; to: string; report: Report; context: JobContext },
  ): Promise<JobResult> {
    const champion = list && (await models.judges(list)).champions.get(algorithm);
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

type Report = (share: number, text: string) => void;

/** A job that was taken over from a dead worker grows the same trees again. */
function seedOf(jobId: string, algorithm: Algorithm): number {
  return createHash('sha256').update(`${jobId} ${algorithm}`).digest().readUInt32LE();
}

/** Another retraining that runs and began before this one: of two at once the later gives way. */
async function trainingElsewhere(client: Client, jobId: string): Promise<string | undefined> {
  const { items } = await client.jobs.list({ queue: 'detection', name: 'retrain', state: ['active'] }).page();
  const began = items.sort((a, b) => `${a.started_at} ${a.id}`.localeCompare(`${b.started_at} ${b.id}`));
  return began[0] && began[0].id !== jobId ? began[0].id : undefined;
}

/** The rows of a range, for each kind of traffic, without those of whom somebody may teach the models. */
async function readRows(
  client: Client,
  clock: Clock,
  range: { from: string; to: string },
  isTaught: (row: FeatureRow) => boolean,
  { cancelled, report }: JobContext,
): Promise<{ rows: Record<Algorithm, TrainingRows>; list: FeatureList | undefined }> {
  const labels = await KeptOut.read(client, clock);
  const isKeptOut = (row: FeatureRow): boolean => labels.has(row) || isTaught(row);
  const rows = bothKinds(() => new TrainingRows(isKeptOut));
  let list: FeatureList | undefined;
  let read = 0;
  for await (const page of client.features.list({ ...range, limit: PAGE_ROWS, min_requests: MIN_REQUESTS }).pages()) {
    cancelled.throwIfAborted();
    list ??= page;
    for (const row of page.items) rows[algorithmOf(row)].add(row);
    read += page.items.length;
    await report(READING / 2, `read ${read} rows`);
  }
  await report(READING, `read ${read} rows`);
  return { rows, list };
}
