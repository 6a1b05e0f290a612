import { floodResults } from './floods.js';
import { fuzz } from './fuzz.js';

/** A million packets of each flood, then ten million executions against every layer from a seed that is printed. */
export async function fuzzBench(log: (line: string) => void): Promise<{ holds: boolean; result: object }> {
  const seed = Date.now() >>> 0;
  log(`seed ${seed}`);
  const floods = floodResults(log);
  const { holds, result } = await fuzz({ executions: 10_000_000, seed, guidedBatches: 60, log });
  return { holds: holds && Object.values(floods).every(({ isBounded }) => isBounded), result: { ...result, floods } };
}
