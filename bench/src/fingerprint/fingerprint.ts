import { FingerprintCache, fingerprintsOf, ja3Of, ja4Of, parseClientHello } from '@ja4-platform/sensors';
import { freshHello } from './fresh-hello.js';
import { distinctHellos, sampleHellos, type Hello } from './hellos.js';
import { byLibrary, recordOf } from './library.js';
import { bestOf } from './rounds.js';
import { wholePath } from './whole-path.js';

const rounds = 5;
const repeats = 200;
const streamLength = 50_000;
const limits = { uncached: 250_000, cached: 1_000_000, packets: 600_000 };

/**
 * ClientHello bytes to fingerprints on one core, without and with the cache, beside npm read-tls-client-hello; and
 * a capture of a million packets from file to NDJSON, beside tshark where it is installed.
 */
export async function fingerprintBench(log: (line: string) => void): Promise<{ holds: boolean; result: unknown }> {
  const { source, hellos } = await distinctHellos();
  const sample = await sampleHellos();
  const stream = Array.from({ length: streamLength }, (_, index) => fresh(sample[index % sample.length] as Hello));
  const cache = new FingerprintCache(4096);
  const records = hellos.filter(({ transport }) => transport === 't').map(({ body }) => recordOf(body));

  const speeds = await bestOf(rounds, {
    'JA4 and JA3, no cache': () => over(hellos, repeats, ja4AndJa3),
    'all seven fields, no cache': () =>
      over(hellos, repeats, ({ body, transport }) => {
        const hello = parseClientHello(body, transport);
        return hello ? fingerprintsOf(hello, transport).ja4_ro.length : 0;
      }),
    'all seven fields, cached, stream of the sample': () =>
      over(stream, 1, ({ body, transport }) => {
        const hello = parseClientHello(body, transport);
        return hello ? cache.fingerprintsOf(hello, transport).ja4_ro.length : 0;
      }),
    'JA4 and JA3 by read-tls-client-hello': async () => {
      for (let repeat = 0; repeat < 3; repeat++)
        for (const record of records) await byLibrary(record).catch(() => null);
      return 3 * records.length;
    },
  });
  log('hellos measured, now the whole path');
  const { hits, misses } = cache;
  const capture = await wholePath(sample, log);
  const holds =
    speeds['JA4 and JA3, no cache'].per_second >= limits.uncached &&
    speeds['all seven fields, cached, stream of the sample'].per_second >= limits.cached &&
    capture.sensor.packets_per_cpu_second >= limits.packets;
  const result = {
    hellos: { source, distinct: hellos.length },
    speeds,
    stream: { hellos: streamLength, hit_rate: Number((hits / (hits + misses)).toFixed(3)) },
    capture,
    limits,
  };
  return { holds, result };
}

const fresh = ({ transport, body }: Hello): Hello => ({ transport, body: freshHello(body) });

function ja4AndJa3({ body, transport }: Hello): number {
  const hello = parseClientHello(body, transport);
  return hello ? ja4Of(hello, transport).ja4.length + ja3Of(hello).ja3_hash.length : 0;
}

/** Every hello has to give something. */
function over(hellos: Hello[], times: number, work: (hello: Hello) => number): number {
  for (let time = 0; time < times; time++) {
    for (const hello of hellos) if (work(hello) === 0) throw new Error('a hello gave no fingerprint');
  }
  return times * hellos.length;
}
