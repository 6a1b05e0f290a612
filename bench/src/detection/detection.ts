import { deviation, mean, rounded } from '../statistics.js';
import { judges, modelScores } from './judges.js';
import { averagePrecision, precisionAtBudget, reachedByPersona, thresholdAt, topAgreement } from './measures.js';
import { attacks, observed, type Observed } from './observed.js';

export interface DetectionOptions {
  readonly seeds: number;
  readonly scale: number;
  readonly historyDays: number;
  readonly testDays: number;
}

/** The mean over the seeds and half the width of its 95 % confidence interval (Student's t). */
export interface Estimate {
  readonly mean: number;
  readonly ci95: number;
}

const prevalences = { '0.1 %': 0.001, '1 %': 0.01, '10 %': 0.1, '40 %': 0.4 };
const budget = { budget: 50, prevalence: 0.01 };
const rates = { '1e-2': 0.01, '1e-3': 0.001 };
/** Rows at which an alert would be raised: one benign row of a thousand. */
const alertRate = 0.001;
/** Two-sided 95 % points of Student's t by degrees of freedom. */
const student = [NaN, 12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26];

/** All numbers of one judge in one run; personas by name. */
interface Measured {
  readonly [name: string]: number | Measured;
}

/**
 * Sends a simulated fortnight for each seed through the platform, with another attack kept from history each time, and
 * measures what the detector and each baseline make of its last days.
 */
export async function detectionBench(
  { seeds, ...size }: DetectionOptions,
  log: (line: string) => void,
): Promise<{ holds: boolean; result: Record<string, unknown> }> {
  const runs: Partial<Record<string, Measured[]>> = {};
  const setting: unknown[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const heldOut = attacks[(seed - 1) % attacks.length]!;
    const seen = await observed({ ...size, seed, heldOut, log });
    const { requests, history, test } = seen;
    setting.push({ seed, held_out: heldOut, requests, rows_of_history: history.length, rows_of_test: test.length });
    const model = await modelScores(seen, seed);
    for (const [name, judge] of Object.entries(judges)) {
      (runs[name] ??= []).push(measured(seen, await judge(seen, model, seed), heldOut));
      log(`seed ${seed}: ${name} ${JSON.stringify(runs[name].at(-1)!.average_precision)}`);
    }
    (runs.stability ??= []).push({ top_50_jaccard: topAgreement(model, await modelScores(seen, seed + 500), 50) });
  }
  const result = Object.fromEntries(Object.entries(runs).map(([name, each = []]) => [name, estimates(each)]));
  const [detector, sum] = [runs.detector!, runs['directional z-sum']!].map((each) =>
    mean(each.map((run) => (run.average_precision as Measured)['1 %'] as number)),
  );
  return { holds: detector! >= 0.9 && detector! - sum! >= 0.1, result: { ...size, runs: setting, ...result } };
}

function measured(seen: Observed, scores: ArrayLike<number>, heldOut: string): Measured {
  const byRate = Object.entries(rates).map(([name, rate]) => {
    const reached = reachedByPersona(seen.test, scores, thresholdAt(seen.test, scores, rate));
    const recall = Object.entries(reached).filter(([persona]) => attacks.includes(persona));
    return [name, Object.fromEntries(recall)] as const;
  });
  const alerts = reachedByPersona(seen.test, scores, thresholdAt(seen.test, scores, alertRate));
  const benign = Object.entries(alerts).filter(([persona]) => !attacks.includes(persona));
  const precisions = Object.entries(prevalences).map(
    ([name, share]) => [name, averagePrecision(seen.test, scores, share)] as const,
  );
  return {
    average_precision: Object.fromEntries(precisions),
    precision_at_50_alerts_a_day: precisionAtBudget(seen.test, scores, budget),
    recall_at_false_positive_rate: Object.fromEntries(byRate),
    recall_of_held_out: alerts[heldOut] ?? NaN,
    false_positives_by_persona: Object.fromEntries(benign),
  };
}

/** Each number of the runs as its estimate; a persona that some runs lack is estimated over the others. */
function estimates(runs: readonly Measured[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const name of new Set(runs.flatMap((run) => Object.keys(run)))) {
    const values = runs.map((run) => run[name]).filter((value) => value !== undefined);
    const isNumber = values.every((value) => typeof value === 'number');
    result[name] = isNumber ? estimate(values) : estimates(values as Measured[]);
  }
  return result;
}

function estimate(values: readonly number[]): Estimate {
  const ci95 = ((student[values.length - 1] ?? 2) * deviation(values)) / Math.sqrt(values.length - 1);
  return { mean: rounded(mean(values), 4), ci95: rounded(ci95, 4) };
}
