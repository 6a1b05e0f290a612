import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { readCapture, Sentinel } from '@ja4-platform/sensors';
import { freshHello } from './fresh-hello.js';
import { sampleHellos } from './hellos.js';
import { recordOf } from './library.js';
import { captureBlocks } from './packets.js';

const million = 1_000_000;
const millions = 10;
/** The tables are full after the second million; from there on nothing may grow by more than this. */
const fullAfter = 2;
const allowedMib = 16;

/** Memory of the sentinel over a stream of ten million packets that is made while it is read: flat once its tables are full. */
export async function sentinelMemoryBench(log: (line: string) => void): Promise<{ holds: boolean; result: unknown }> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const records = (await sampleHellos()).map(({ body }) => recordOf(freshHello(body)));
  let textLength = 0;
  const sentinel = new Sentinel((event) => (textLength += JSON.stringify(event).length));
  const byMillion: { heap_mib: number; resident_mib: number }[] = [];
  async function* blocks(): AsyncGenerator<Uint8Array> {
    for (const block of captureBlocks(records, (millions * million) / 10)) {
      yield await Promise.resolve(block);
      if (sentinel.counters.packets < (byMillion.length + 1) * million) continue;
      collect();
      const { heapUsed, external, rss } = process.memoryUsage();
      byMillion.push({ heap_mib: mib(heapUsed + external), resident_mib: mib(rss) });
      log(`${byMillion.length} million packets: ${JSON.stringify(byMillion.at(-1))}`);
    }
  }
  await readCapture(blocks(), sentinel);
  const settled = byMillion.slice(fullAfter - 1);
  const growth = Math.max(...settled.map(({ heap_mib }) => heap_mib)) - (settled[0]?.heap_mib ?? 0);
  const { packets, hellos, evictedFlows } = sentinel.counters;
  const holds = growth <= allowedMib && packets === millions * million && hellos === packets / 10;
  const result = {
    packets,
    hellos,
    evicted_flows: evictedFlows,
    ndjson_mib: mib(textLength),
    by_million: byMillion,
    heap_growth_mib: growth,
  };
  return { holds, result };
}

const mib = (bytes: number): number => Math.round(bytes / 2 ** 20);
