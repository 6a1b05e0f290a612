import { deviation, mean, rounded } from '../statistics.js';

/** The mean over the seeds and half the width of its 95 % confidence interval (Student's t). */
export interface Estimate {
  readonly mean: number;
  readonly ci95: number;
}

/** All numbers of one judge in one run; personas by name. */
export interface Measured {
  readonly [name: string]: number | Measured;
}

/** The same numbers over some runs. */
export interface Estimates {
  readonly [name: string]: Estimate | Estimates;
}

/** Two-sided 95 % points of Student's t by degrees of freedom. */
const student = [NaN, 12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26];

/** Each number of the runs as its estimate; a persona that some runs lack is estimated over the others. */
export function estimates(runs: readonly Measured[]): Estimates {
  const result: Record<string, Estimate | Estimates> = {};
  for (const name of new Set(runs.flatMap((run) => Object.keys(run)))) {
    const values = runs.map((run) => run[name]).filter((value) => value !== undefined);
    const isNumber = values.every((value) => typeof value === 'number');
    result[name] = isNumber ? estimate(values) : estimates(values as Measured[]);
  }
  return result;
}

function estimate(values: readonly number[]): Estimate {
  // One run has no interval.
  const ci95 =
    values.length < 2 ? 0 : ((student[values.length - 1] ?? 2) * deviation(values)) / Math.sqrt(values.length - 1);
  return { mean: rounded(mean(values), 4), ci95: rounded(ci95, 4) };
}
