import { floodResults } from './floods.js';
import { fuzz } from './fuzz.js';

/** Ten million executions against every layer from a seed that is printed, then a million packets of each flood. */
export async function fuzzBench(log: (line: string) => void): Promise<{ holds: boolean; result: object }> {
  const seed = Date.now() >>> 0;
  log(`seed ${seed}`);
  const { holds, result } = await fuzz({ executions: 10_000_000, seed, guidedBatches: 20, log });
  const floods = floodResults(log);
  return { holds: holds && Object.values(floods).every(({ isBounded }) => isBounded), result: { ...result, floods } };
}
