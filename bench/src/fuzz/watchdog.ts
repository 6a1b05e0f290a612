import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { keepFault } from './corpus.js';
import { maxInputBytes } from './mutate.js';
import { targets, type TargetName } from './targets.js';

const hangMs = 20_000;
const names = Object.keys(targets) as TargetName[];

interface Shared {
  /** Number of the execution, number of its target, length of its input. */
  readonly state: Int32Array<SharedArrayBuffer>;
  readonly input: Uint8Array<SharedArrayBuffer>;
}

/** Ends the process when an execution does not end, and keeps its input: an endless loop lets nobody else in its thread run. */
export class Watchdog {
  private readonly shared: Shared = {
    state: new Int32Array(new SharedArrayBuffer(12)),
    input: new Uint8Array(new SharedArrayBuffer(maxInputBytes)),
  };
  private readonly worker = new Worker(new URL(import.meta.url), { workerData: this.shared });

  /** Says that an execution begins. */
  watch(name: TargetName, input: Buffer): void {
    const { state, input: copy } = this.shared;
    copy.set(input);
    state[1] = names.indexOf(name);
    state[2] = input.length;
    Atomics.add(state, 0, 1);
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}

function watch({ state, input }: Shared): void {
  let seen = -1;
  setInterval(() => {
    const count = Atomics.load(state, 0);
    if (count > 0 && count === seen) {
      const path = keepFault(names[state[1] ?? 0] ?? 'packets', Buffer.from(input.slice(0, state[2])));
      process.stderr.write(`execution ${count} does not end, its input: ${path}\n`);
      process.kill(process.pid, 'SIGKILL');
    }
    seen = count;
  }, hangMs);
}

if (!isMainThread) watch(workerData as Shared);
