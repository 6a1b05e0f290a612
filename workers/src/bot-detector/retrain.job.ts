import { randomInt, randomUUID } from 'node:crypto';
import type { Client, NewModel } from '../api-types.js';
import type { Handlers, JobContext, JobResult } from '../run.js';
import { TrainingRefusedError } from './forest/errors.js';
import { hourStart, type Clock } from './hours.js';
import { trainedModel } from './train-model.js';
import { MIN_REQUESTS, TrainingRows } from './training-rows.js';

const PAGE_ROWS = 5000;
const HISTORY_HOURS = 14 * 24;
/** The share of the job that reading is taken to be; growing the trees is the rest. */
const READING = 0.5;

/**
 * Trains a model on history and stores it. Without a range that is two weeks, up to and without the last complete hour,
 * as that hour is still being scored. The new model becomes champion when there is none of its feature list; else it
 * waits as a candidate until it is promoted.
 */
export function retrainJob(client: Client, clock: Clock): Handlers['detection']['retrain'] {
  return async (wanted, { report, cancelled }): Promise<JobResult> => {
    const to = wanted.to ?? hourStart(clock.now(), -1);
    const range = { from: wanted.from ?? hourStart(Date.parse(to), -HISTORY_HOURS), to };
    const trained = await modelOf(client, range, report, cancelled);
    cancelled.throwIfAborted();
    if (trained instanceof TrainingRefusedError) return { trained: false, reason: trained.message };

    await report(0.95, `calibrated on ${trained.metrics.calibration_rows} rows`);
    const { items } = await client.models.list({ state: 'champion', algorithm: trained.algorithm }).page();
    const { model_id } = await client.models.create({ body: trained, idempotencyKey: randomUUID() });
    const promoted = items[0]?.feature_version !== trained.feature_version;
    if (promoted) await client.models.promote({ model_id, idempotencyKey: randomUUID() });
    return { trained: true, model_id, rows: trained.rows, promoted };
  };
}

/** Reads the rows of a range and trains on them; gives back the refusal when they cannot carry a model. */
async function modelOf(
  client: Client,
  range: { from: string; to: string },
  report: JobContext['report'],
  cancelled: AbortSignal,
): Promise<NewModel | TrainingRefusedError> {
  const rows = new TrainingRows();
  let list: { feature_version: number; features: string[] } | undefined;
  let read = 0;
  for await (const page of client.features.list({ ...range, limit: PAGE_ROWS, min_requests: MIN_REQUESTS }).pages()) {
    cancelled.throwIfAborted();
    list ??= page;
    for (const row of page.items) rows.add(row);
    read += page.items.length;
    await report(READING / 2, `read ${read} rows`);
  }
  await report(READING, `read ${read} rows`);
  try {
    return await trainedModel(rows, list!, {
      ...range,
      seed: randomInt(2 ** 32),
      onProgress: (share, text) => void report(READING + share * (0.9 - READING), text),
    });
  } catch (error) {
    if (error instanceof TrainingRefusedError) return error;
    throw error;
  }
}
