import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Until then the engine and the allocator take what they go on to use again. */
const settledAfter = 1_000_000;

export interface MemoryAt {
  readonly executions: number;
  readonly heap_mib: number;
  readonly resident_mib: number;
}

const mib = (bytes: number): number => Math.round(bytes / 2 ** 20);

/** Memory after a collection, by the number of executions. */
export class MemoryLog {
  readonly series: MemoryAt[] = [];
  private readonly collect: () => void;

  constructor() {
    setFlagsFromString('--expose-gc');
    this.collect = runInNewContext('gc') as () => void;
  }

  note(executions: number): MemoryAt {
    this.collect();
    const { heapUsed, external, rss } = process.memoryUsage();
    const now = { executions, heap_mib: mib(heapUsed + external), resident_mib: mib(rss) };
    this.series.push(now);
    return now;
  }

  /** By how much the heap grew from the second quarter to the last, and the whole process from when it had settled. */
  get growth(): { heap_mib: number; resident_mib: number } {
    const quarter = this.series.length / 4;
    const settled = this.series.filter(({ executions }) => executions >= settledAfter);
    return {
      heap_mib: trend(this.series.slice(quarter, 2 * quarter), this.series.slice(-quarter), 'heap_mib'),
      resident_mib: trend(settled.slice(0, 1), settled.slice(-1), 'resident_mib'),
    };
  }
}

/** Difference of the means. */
function trend(from: MemoryAt[], to: MemoryAt[], name: 'heap_mib' | 'resident_mib'): number {
  const mean = (list: MemoryAt[]): number => list.reduce((sum, at) => sum + at[name], 0) / Math.max(1, list.length);
  return Math.round(mean(to) - mean(from));
}
