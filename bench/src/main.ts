import { parseArgs } from 'node:util';
import { apacheBench } from './apache/apache.js';
import { captureBench } from './capture/capture.js';
import { detectionBench } from './detection/bench.js';
import { featuresBench } from './features/features.js';
import { fingerprintBench } from './fingerprint/fingerprint.js';
import { sentinelMemoryBench } from './fingerprint/memory.js';
import { forestBench } from './forest/forest.js';
import { fuzzBench } from './fuzz/bench.js';
import { ingestBench } from './ingest/ingest.js';
import { killTest } from './kill/kill.js';
import { machine } from './machine.js';
import { memoryBench } from './memory/memory.js';
import { sensorDayBench } from './sensor/day.js';
import { sensorBench } from './sensor/sensor.js';
import { codecsBench } from './store/codecs.js';
import { sizesOf, storeBench } from './store/store.js';
import { uiBench } from './ui/ui.js';
import { viewsBench } from './views/views.js';

const log = (line: string): void => void process.stderr.write(`${line}\n`);

const { positionals: wanted, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '10M' },
    data: { type: 'string' },
    page: { type: 'boolean', default: false },
    sample: { type: 'boolean', default: false },
  },
});

/** Each bench prints one JSON object and says whether its numbers hold. */
const benches: Record<string, () => Promise<{ holds: boolean; result: unknown }>> = {
  apache: () => apacheBench(log),
  capture: () => captureBench(log),
  ingest: () => ingestBench(log),
  forest: () => forestBench(log),
  features: () => featuresBench(log),
  fingerprint: () => fingerprintBench(log),
  'sentinel-memory': () => sentinelMemoryBench(log),
  memory: () => memoryBench(),
  fuzz: () => fuzzBench(log),
  detection: () => detectionBench(log, options.sample),
  sensor: () => sensorBench(log),
  views: () => viewsBench(log),
  'sensor-day': () => sensorDayBench(log),
  store: () => storeBench(log, sizesOf(options.rows), { dataDir: options.data, page: options.page }),
  codecs: () => codecsBench(log, sizesOf(options.rows)[0]!, { dataDir: options.data, page: options.page }),
  ui: () => uiBench(log, sizesOf(options.rows)[0]!, options.data),
  async kill() {
    const faults = await killTest({ rounds: 10, events: 200_000, killsPerRound: 2, log });
    return { holds: faults.length === 0, result: { rounds: 10, events: 200_000, faults } };
  },
};

/** Run only when they are named. */
const long = ['kill', 'fuzz', 'detection', 'store', 'codecs', 'ui'];
const names = wanted.length ? wanted : Object.keys(benches).filter((name) => !long.includes(name));
for (const name of names) {
  const bench = benches[name];
  if (!bench) {
    process.stderr.write(`There is no bench ${name}: ${Object.keys(benches).join(', ')}\n`);
    process.exit(2);
  }
  const { holds, result } = await bench();
  process.stdout.write(`${JSON.stringify({ bench: name, machine: machine(), holds, result }, null, 2)}\n`);
  if (!holds) process.exitCode = 1;
}
