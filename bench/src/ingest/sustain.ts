import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@ja4-platform/sdk';
import type { Platform } from '../platform.js';
import { quantile } from '../statistics.js';
import type { Batch, BatchTemplate } from '../traffic/batch-template.js';
import { post } from './send.js';

const lines = 5000;
const batchesPerHandshakes = 4;
/** Rarely: what is asked for costs the platform a fifth of a second. */
const sampleMs = 10_000;
/** Batch numbers of the measured rates end below this. */
let nextNumber = 10_000;

export interface Sustained {
  readonly requests_per_s: number;
  readonly seconds: number;
  /** Requests accepted and not yet in http_logs: mean of each third of the time. */
  readonly backlog_by_third: number[];
  readonly isLagGrowing: boolean;
}

/** Sends requests with their handshakes at a steady rate and watches what waits for correlation. */
export async function sustain(
  platform: Platform,
  template: BatchTemplate,
  requestsPerSecond: number,
  seconds: number,
  log: (line: string) => void,
): Promise<Sustained> {
  const samples: number[] = [];
  const client = createClient({ baseUrl: platform.apiUrl, apiKey: platform.adminKey });
  let isSending = true;
  const watch = async (): Promise<void> => {
    for (; isSending; await sleep(sampleMs)) {
      const { backlog } = await client.status.get();
      samples.push(backlog.lines);
      log(`sustained: ${backlog.lines} requests wait`);
    }
  };
  const watching = watch();
  const sent = await pace(platform, template, requestsPerSecond, seconds, () => undefined);
  isSending = false;
  await watching;
  const thirds = [0, 1, 2].map((third) => {
    const part = samples.slice((third * samples.length) / 3, ((third + 1) * samples.length) / 3);
    return Math.round(part.reduce((sum, value) => sum + value, 0) / part.length);
  });
  const [, second = 0, last = 0] = thirds;
  return {
    requests_per_s: Math.round((sent * lines) / seconds),
    seconds,
    backlog_by_third: thirds,
    // What waits swings by a batch or two; growth is a third more than before, or not having kept the rate at all.
    isLagGrowing: last > second * 1.33 + 2 * lines || sent * lines < 0.98 * requestsPerSecond * seconds,
  };
}

/** Seconds from the 202 of a batch to its last request being found in /v1/requests, while batches come at a steady rate. */
export async function visibleAfter(
  platform: Platform,
  template: BatchTemplate,
  requestsPerSecond: number,
  seconds: number,
): Promise<{ p50_s: number; p99_s: number; batches: number }> {
  const client = createClient({ baseUrl: platform.apiUrl, apiKey: platform.adminKey });
  const waited: number[] = [];
  // One caller asks for one batch after the other: if each batch had a caller of its own, their questions would be most
  // of what the platform has to do. A batch that is overtaken only looks later than it was.
  let looking = Promise.resolve();
  await pace(platform, template, requestsPerSecond, seconds, (batch) => {
    const start = performance.now();
    looking = looking.then(async () => {
      await untilVisible(client, batch);
      waited.push((performance.now() - start) / 1000);
    });
  });
  await looking;
  return { p50_s: quantile(waited, 0.5), p99_s: quantile(waited, 0.99), batches: waited.length };
}

async function untilVisible(client: ReturnType<typeof createClient>, batch: Batch): Promise<void> {
  for (;;) {
    const { items } = await client.requests.search({ from: '-10m', req_id: batch.lastRequestId, limit: 1 }).page();
    if (items.length) return;
    await sleep(100);
  }
}

/**
 * Sends batches at the rate for so long and returns how many were accepted in time. As a sensor does, which fills its
 * batches of handshakes and of requests separately up to 5,000 lines and sends handshakes first: the handshakes of four
 * batches of requests are one batch, sent before them.
 */
async function pace(
  platform: Platform,
  template: BatchTemplate,
  requestsPerSecond: number,
  seconds: number,
  onAccepted: (batch: Batch) => void,
): Promise<number> {
  const start = performance.now();
  const total = Math.floor((requestsPerSecond * seconds) / lines);
  const sending = new Set<Promise<void>>();
  let handshakes = Promise.resolve();
  let accepted = 0;
  for (let index = 0; index < total; index++) {
    await sleep(Math.max(0, start + (index * lines * 1000) / requestsPerSecond - performance.now()));
    while (sending.size >= 4) await Promise.race(sending);
    if (index % batchesPerHandshakes === 0) {
      handshakes = post(platform, 'tls', template.handshakes(nextNumber, batchesPerHandshakes, Date.now()));
    }
    const batch = template.batch(nextNumber++, Date.now());
    const one = handshakes
      .then(() => post(platform, 'http', batch.http))
      .then(() => {
        if (performance.now() - start <= seconds * 1000 + 1000) accepted++;
        sending.delete(one);
        onAccepted(batch);
      });
    sending.add(one);
  }
  await Promise.all(sending);
  // Traffic goes on after what is measured: without later handshakes the last batches would wait their grace time.
  await post(platform, 'tls', template.handshakes(nextNumber, 1, Date.now() + 100));
  return accepted;
}
