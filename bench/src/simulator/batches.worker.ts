import { parentPort, workerData } from 'node:worker_threads';
import { population, type Scenario } from './population.js';
import { traffic } from './traffic.js';

/** Lines of NDJSON: the handshakes of some hours and the requests on them. */
export interface TrafficBatch {
  readonly tls: Uint8Array<ArrayBuffer>;
  readonly http: Uint8Array<ArrayBuffer>;
  readonly requests: number;
}

export interface BatchTask {
  readonly scenario: Scenario;
  /** Characters of requests after which a batch ends. */
  readonly size: number;
}

function* batches({ scenario, size }: BatchTask): Generator<TrafficBatch> {
  let [tls, http]: string[][] = [[], []];
  let filled = 0;
  for (const hour of traffic(population(scenario), scenario.from, scenario.to)) {
    tls!.push(...hour.tls);
    for (const line of hour.http) {
      http!.push(line);
      filled += line.length;
      if (filled < size) continue;
      yield batchOf(tls!, http!);
      [tls, http, filled] = [[], [], 0];
    }
  }
  if (http!.length) yield batchOf(tls!, http!);
}

function batchOf(tls: readonly string[], http: readonly string[]): TrafficBatch {
  const bytes = (lines: readonly string[]): Uint8Array<ArrayBuffer> => new TextEncoder().encode(lines.join('\n'));
  return { tls: bytes(tls), http: bytes(http), requests: http.length };
}

const made = batches(workerData as BatchTask);
parentPort!.on('message', () => {
  const next = made.next();
  if (next.done) parentPort!.postMessage(undefined);
  else parentPort!.postMessage(next.value, [next.value.tls.buffer, next.value.http.buffer]);
});
