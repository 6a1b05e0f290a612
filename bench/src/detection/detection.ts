import { machine } from '../machine.js';
import { rounded } from '../statistics.js';
import { estimates } from './estimate.js';
import type { Evaluation } from './evaluation.js';
import { attacks, type FortnightSize } from './observed.js';
import { logDirectory, realLogs, type RealLogs } from './real-logs.js';
import { seedRun, type SeedResult } from './seed-run.js';
import { targets } from './targets.js';
import { timesToDetect } from './time-to-detect.js';
import { World } from './world.js';

export interface DetectionOptions extends FortnightSize {
  readonly seeds: number;
  /** Keeps a part of the first fortnight as the sample of the test of quality. */
  readonly sample: boolean;
}

/**
 * Sends a simulated fortnight for each seed through the platform, with another attack kept from history each time, and
 * measures what the detector and each baseline make of its last days; then the real logs, where they are.
 */
export async function evaluation(
  { seeds, sample, ...size }: DetectionOptions,
  log: (line: string) => void,
): Promise<Evaluation> {
  const start = performance.now();
  const world = await World.started();
  const results: SeedResult[] = [];
  let real_logs: RealLogs | null = null;
  try {
    for (let seed = 1; seed <= seeds; seed++) {
      const heldOut = attacks[(seed - 1) % attacks.length]!;
      results.push(await seedRun(world, { ...size, seed, heldOut, sample: sample && seed === 1, log }));
    }
    const directory = logDirectory();
    await world.forgetCrawlers();
    if (directory) real_logs = await realLogs(world, directory);
  } finally {
    await world.stop();
  }
  const judges = Object.fromEntries(
    Object.keys(results[0]!.judges).map((name) => [name, estimates(results.map((result) => result.judges[name]!))]),
  );
  const model = estimates(results.map((result) => result.model));
  const campaign = estimates(results.map((result) => result.campaign));
  const benign_rows = estimates(results.map((result) => result.benign_rows));
  const times_to_detect = timesToDetect(results.flatMap(({ times }) => times));
  return {
    machine: machine(),
    minutes: rounded((performance.now() - start) / 60_000, 1),
    ...size,
    runs: results.map(({ run }) => run),
    targets: targets({ judges, model, campaign, times_to_detect }),
    ...{ judges, model, campaign, benign_rows, times_to_detect, real_logs },
  };
}
