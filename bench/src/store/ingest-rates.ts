import { setTimeout as sleep } from 'node:timers/promises';
import { drained, rate } from '../ingest/rounds.js';
import { post } from '../ingest/send.js';
import type { Platform } from '../platform.js';
import type { BatchTemplate } from '../traffic/batch-template.js';

const batches = 32;
const lines = 5000;
const rounds = 3;

export interface IngestRates {
  /** Requests a second into the landing table, with their handshakes, the correlator stopped. */
  readonly landing_per_s: number;
  /** The same, and then joined into http_logs with every view. */
  readonly with_views_per_s: number;
  readonly ratio: number;
}

/**
 * What the join and all views cost beside landing. Both sides are the same batches through the API: how long until the last is
 * accepted, while the correlator stands still; and then, with it, until the last is in http_logs and in every aggregate. Each
 * batch is so counted with all that happens to it.
 */
export async function measureIngest(platform: Platform, template: BatchTemplate): Promise<IngestRates> {
  const results: { landing: number; all: number }[] = [];
  const workers = platform.pid('workers');
  if (!workers) throw new Error('the workers are not running');
  let number = 20_000;
  for (let round = 0; round <= rounds; round++) {
    const bodies = Array.from({ length: batches }, (_, index) => template.batch(number + index, Date.now()).http);
    const handshakes = Array.from({ length: batches / 4 }, (_, index) =>
      template.handshakes(number + 4 * index, 4, Date.now()),
    );
    number += batches;
    await drained(platform);
    process.kill(workers, 'SIGSTOP');
    const start = performance.now();
    try {
      await rate(handshakes, (body) => post(platform, 'tls', body));
      await rate(bodies, (body) => post(platform, 'http', body));
    } finally {
      process.kill(workers, 'SIGCONT');
    }
    const landed = performance.now() - start;
    await drained(platform, 50);
    const all = performance.now() - start;
    const perSecond = (ms: number): number => (1000 * batches * lines) / ms;
    // The first round warms everything up.
    if (round > 0) results.push({ landing: perSecond(landed), all: perSecond(all) });
    await sleep(1000);
  }
  const { landing, all } = results.toSorted((a, b) => a.all / a.landing - b.all / b.landing)[Math.floor(rounds / 2)]!;
  return {
    landing_per_s: Math.round(landing),
    with_views_per_s: Math.round(all),
    ratio: Math.round((100 * all) / landing) / 100,
  };
}
