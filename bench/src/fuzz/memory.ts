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

  /** By how much the heap grew over what it was when a quarter was done, and the whole process over what it was settled at. */
  get growth(): { heap_mib: number; resident_mib: number } {
    const quarter = this.series.slice(Math.ceil(this.series.length / 4) - 1);
    const settled = this.series.filter(({ executions }) => executions >= settledAfter);
    return {
      heap_mib: over(quarter.map(({ heap_mib }) => heap_mib)),
      resident_mib: over(settled.map(({ resident_mib }) => resident_mib)),
    };
  }
}

const over = (values: number[]): number => (values.length > 0 ? Math.max(...values) - (values[0] ?? 0) : 0);
