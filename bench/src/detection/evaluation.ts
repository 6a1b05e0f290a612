import type { machine } from '../machine.js';
import type { Estimates } from './estimate.js';
import type { FortnightSize } from './observed.js';
import type { RealLogs } from './real-logs.js';
import type { TimesToDetect } from './time-to-detect.js';

/** How one fortnight came to be. */
export interface Run {
  readonly seed: number;
  readonly held_out: string;
  readonly requests: number;
  readonly rows_of_history: number;
  readonly rows_of_test: number;
}

/** One number that is wanted, and what was measured. */
export interface Target {
  readonly what: string;
  readonly wanted: string;
  /** Null where it never happened. */
  readonly measured: number | null;
  readonly met: boolean;
}

/** All that `npm run bench:detection` finds; docs/evaluation.md is made of it. */
export interface Evaluation extends FortnightSize {
  readonly machine: ReturnType<typeof machine>;
  readonly minutes: number;
  readonly runs: readonly Run[];
  readonly judges: Readonly<Record<string, Estimates>>;
  readonly model: Estimates;
  readonly campaign: Estimates;
  /** Rows of a test of each persona that does not attack. */
  readonly benign_rows: Estimates;
  readonly times_to_detect: TimesToDetect;
  readonly targets: readonly Target[];
  readonly real_logs: RealLogs | null;
}
