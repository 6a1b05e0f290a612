import type { Measured } from './estimate.js';
import type { Run } from './evaluation.js';
import { explanationQuality } from './explanations.js';
import { foundBy } from './found.js';
import { judges, rowsOf } from './judges.js';
import {
  averagePrecision,
  precisionAtBudget,
  reachedByPersona,
  thinned,
  thresholdAt,
  topAgreement,
} from './measures.js';
import { Models } from './model.js';
import { attacks, busyHours, observed, type Observed, type ObserveOptions } from './observed.js';
import { writeSample } from './sample.js';
import { detectionTimes, timesToDetect, type DetectionTime } from './time-to-detect.js';
import type { World } from './world.js';

const prevalences = { '0.1 %': 0.001, '1 %': 0.01, '10 %': 0.1, '40 %': 0.4 };
/** A site to which twice as many attackers come as an analyst looks at. */
const budget = { budget: 50, prevalence: 0.01, addresses: 10_000 };
const rates = { '1e-3': 0.001, '1e-2': 0.01, '1e-1': 0.1 };
/** An alert is raised where one benign row of a thousand would be. */
const alertRate = 0.001;
const agreedRows = 50;

/** What one fortnight says of every judge, and of the model by itself. */
export interface SeedResult {
  readonly run: Run;
  readonly judges: Readonly<Record<string, Measured>>;
  readonly model: Measured;
  readonly campaign: Measured;
  readonly times: readonly DetectionTime[];
  /** Rows of each persona that does not attack. */
  readonly benign_rows: Measured;
}

/** Sends the fortnight of a seed through a platform and measures what the detector and each baseline make of it. */
export async function seedRun(
  world: World,
  options: ObserveOptions & { readonly sample: boolean },
): Promise<SeedResult> {
  const { seed, heldOut, log } = options;
  const seen = await observed(world, options);
  if (options.sample) writeSample(seen);
  const models = await Models.trained(seen, seed);
  const found = await foundBy(models, seen);
  const results: Record<string, Measured> = {};
  for (const [name, judge] of Object.entries(judges)) {
    results[name] = measured(seen, await judge(seen, found, seed), heldOut);
    log(`seed ${seed}: ${name} ${JSON.stringify(results[name].average_precision)}`);
  }
  const others = await Models.trained(seen, seed + 500);
  const again = await others.certainties(rowsOf(seen.test));
  const usual = thinned(seen.test, 0.01);
  const agreement = (rows: readonly number[]): number =>
    topAgreement(
      rows.map((at) => found.certainties[at]!),
      rows.map((at) => again[at]!),
      agreedRows,
    );
  const model = {
    top_50_jaccard: agreement(usual),
    top_50_jaccard_of_all_rows: agreement([...seen.test.keys()]),
    ...(await explanationQuality(seen, models.ofHandshakes, seed)),
  };
  const times = await detectionTimes(world, models, busyHours(options));
  log(`seed ${seed}: ${JSON.stringify([found.quality, model, timesToDetect(times).all])}`);
  const counts = { rows_of_history: seen.history.length, rows_of_test: seen.test.length };
  return {
    run: { seed, held_out: heldOut, requests: world.requests, ...counts },
    ...{ judges: results, model, campaign: { ...found.quality }, times },
    benign_rows: byKind(countsOf(seen.test.map(({ persona }) => persona))).others,
  };
}

function countsOf(names: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, { length }]) => [name, length]));
}

function measured(seen: Observed, scores: ArrayLike<number>, heldOut: string): Measured {
  const byRate = Object.entries(rates).map(([name, rate]) => {
    const reached = reachedByPersona(seen.test, scores, thresholdAt(seen.test, scores, rate));
    return { name, ...byKind(reached) };
  });
  const alerts = reachedByPersona(seen.test, scores, thresholdAt(seen.test, scores, alertRate));
  const precisions = Object.entries(prevalences).map(
    ([name, share]) => [name, averagePrecision(seen.test, scores, share)] as const,
  );
  return {
    average_precision: Object.fromEntries(precisions),
    precision_at_50_alerts_a_day: precisionAtBudget(seen.test, scores, budget),
    recall_at_false_positive_rate: Object.fromEntries(byRate.map(({ name, attackers }) => [name, attackers])),
    recall_of_held_out: alerts[heldOut] ?? NaN,
    false_positives_at_rate: Object.fromEntries(byRate.map(({ name, others }) => [name, others])),
  };
}

/** Numbers of each persona, apart for those that attack and the others. */
function byKind(numbers: Measured): { attackers: Measured; others: Measured } {
  const entries = Object.entries(numbers);
  return {
    attackers: Object.fromEntries(entries.filter(([persona]) => attacks.includes(persona))),
    others: Object.fromEntries(entries.filter(([persona]) => !attacks.includes(persona))),
  };
}
