import { keepFault, kept } from './corpus.js';
import { Coverage } from './coverage.js';
import { Grower } from './grow.js';
import { MemoryLog } from './memory.js';
import { chosenAnew, mutated } from './mutate.js';
import { Random } from './random.js';
import { ownSeeds, vectorSeeds, type Seeds } from './seeds.js';
import { reached, targets, type TargetName } from './targets.js';
import { Watchdog } from './watchdog.js';

/** Executions of each target in a round; the cheap ones more often. */
const shares: Record<TargetName, number> = {
  hello: 64,
  handshake: 6,
  stream: 10,
  packets: 11,
  datagrams: 3,
  splits: 4,
  frames: 1,
  capture: 1,
};
const names = Object.keys(shares) as TargetName[];
const notes = 20;
const allowedMib = { heap: 16, resident: 48 };
/** One input in so many is random bytes and no mutation. */
const randomOneIn = 50;

export interface FuzzOptions {
  readonly executions: number;
  readonly seed: number;
  /** Batches of inputs for each target that are run with coverage and add to the corpus. */
  readonly guidedBatches: number;
  readonly log: (line: string) => void;
}

/**
 * Runs inputs against every layer: first with coverage, which adds to the corpus, then many more from that corpus and from the
 * vectors. An execution must not throw, must end, and may leave no memory behind. The input of a fault is kept in build/fuzz.
 */
export async function fuzz(options: FuzzOptions): Promise<{ holds: boolean; result: object }> {
  const { executions, seed, log } = options;
  const random = new Random(seed);
  const corpus = await ownSeeds();
  for (const name of names) corpus[name].push(...kept(name));
  const run = new Run(log);
  try {
    const coverage = options.guidedBatches > 0 ? await grown(corpus, run, random, options) : {};
    const vectors = await vectorSeeds();
    for (const name of names) corpus[name].push(...vectors[name]);
    const memory = new MemoryLog();
    const sinceMs = performance.now();
    const before = run.executions;
    const every = Math.floor((executions - before) / notes);
    while (run.executions < executions) {
      for (const name of names) await run.mutations(name, corpus[name], random, shares[name]);
      if (run.executions < before + (memory.series.length + 1) * every) continue;
      const now = memory.note(run.executions);
      log(`${run.executions} executions: ${JSON.stringify(now)}, faults ${run.faults.length}`);
    }
    const seconds = (performance.now() - sinceMs) / 1000;
    const { growth, series } = memory;
    const isFlat = growth.heap_mib <= allowedMib.heap && growth.resident_mib <= allowedMib.resident;
    const result = {
      seed,
      executions: run.executions,
      per_second: Math.round((run.executions - before) / seconds),
      by_target: run.byTarget,
      slowest_ms: run.slowest,
      reached,
      coverage,
      memory: { growth, allowedMib, series },
      faults: run.faults,
    };
    return { holds: run.faults.length === 0 && isFlat, result };
  } finally {
    await run.stop();
  }
}

async function grown(corpus: Seeds, run: Run, random: Random, options: FuzzOptions) {
  const coverage = new Coverage();
  coverage.start();
  const grower = new Grower(coverage, run.execute.bind(run));
  let found = 0;
  for (const name of names) await grower.learn(name, corpus[name]);
  const before = coverage.covered;
  for (let batch = 0; batch < options.guidedBatches; batch += 1) {
    for (const name of names) found += await grower.grow(name, corpus[name], random);
  }
  const result = { characters_by_corpus: before, characters: coverage.covered, new_inputs: found };
  coverage.stop();
  options.log(`${run.executions} executions with coverage: ${JSON.stringify(result)}`);
  return result;
}

/** Replays every input of the corpus once; throws at the first that shows a fault. */
export async function replayCorpus(): Promise<number> {
  let count = 0;
  for (const name of names) {
    for (const input of kept(name)) {
      await targets[name](input);
      count += 1;
    }
  }
  return count;
}

function inputFor(name: TargetName, corpus: readonly Buffer[], random: Random): Buffer {
  if (random.oneIn(randomOneIn)) return random.bytes(random.below(300));
  const input = random.pick(corpus);
  // Few changed hellos are still hellos, and only those can be compared.
  if (name === 'splits' && !random.oneIn(4)) return chosenAnew(input, random);
  return mutated(input, random, random.pick(corpus));
}

class Run {
  executions = 0;
  readonly byTarget = Object.fromEntries(names.map((name) => [name, 0])) as Record<TargetName, number>;
  readonly faults: { target: TargetName; message: string; input: string }[] = [];
  slowest = { ms: 0, target: '' };
  private readonly watchdog = new Watchdog();

  constructor(private readonly log: (line: string) => void) {}

  async mutations(name: TargetName, corpus: readonly Buffer[], random: Random, count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      const input = inputFor(name, corpus, random);
      const pending = this.begin(name, input);
      if (pending) await pending;
    }
  }

  async execute(name: TargetName, input: Buffer): Promise<void> {
    await this.begin(name, input);
  }

  async stop(): Promise<void> {
    await this.watchdog.stop();
  }

  /** Only what reads a file waits: a promise for each of the others would cost as much as some of them do. */
  private begin(name: TargetName, input: Buffer): Promise<void> | void {
    this.executions += 1;
    this.byTarget[name] += 1;
    this.watchdog.watch(name, input);
    const sinceMs = performance.now();
    try {
      const pending = targets[name](input);
      if (pending)
        return pending.catch((error: unknown) => {
          this.fault(name, input, error);
        });
    } catch (error) {
      this.fault(name, input, error);
    }
    const ms = performance.now() - sinceMs;
    if (ms > this.slowest.ms) this.slowest = { ms: Math.round(ms), target: name };
  }

  private fault(target: TargetName, input: Buffer, error: unknown): void {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.log(`fault in ${target}: ${message}`);
    if (this.faults.length < 10) this.faults.push({ target, message, input: keepFault(target, input) });
  }
}
