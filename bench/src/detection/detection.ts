import { machine } from '../machine.js';
import { rounded } from '../statistics.js';
import { estimates } from './estimate.js';
import type { Evaluation } from './evaluation.js';
import { attacks, type FortnightSize } from './observed.js';
import { logDirectory, realLogs } from './real-logs.js';
import { seedRun, type SeedResult } from './seed-run.js';
import { targets } from './targets.js';
import { timesToDetect } from './time-to-detect.js';

export interface DetectionOptions extends FortnightSize {
  readonly seeds: number;
}

/**
 * Sends a simulated fortnight for each seed through the platform, with another attack kept from history each time, and
 * measures what the detector and each baseline make of its last days; then the real logs, where they are.
 */
export async function evaluation(
  { seeds, ...size }: DetectionOptions,
  log: (line: string) => void,
): Promise<Evaluation> {
  const start = performance.now();
  const results: SeedResult[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    results.push(await seedRun({ ...size, seed, heldOut: attacks[(seed - 1) % attacks.length]!, log }));
  }
  const directory = logDirectory();
  const real_logs = directory ? await realLogs(directory) : null;
  const judges = Object.fromEntries(
    Object.keys(results[0]!.judges).map((name) => [name, estimates(results.map((result) => result.judges[name]!))]),
  );
  const model = estimates(results.map((result) => result.model));
  const times_to_detect = timesToDetect(results.flatMap(({ times }) => times));
  return {
    machine: machine(),
    minutes: rounded((performance.now() - start) / 60_000, 1),
    ...size,
    runs: results.map(({ run }) => run),
    targets: targets(judges, model, times_to_detect),
    ...{ judges, model, times_to_detect, real_logs },
  };
}
