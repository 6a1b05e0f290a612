import { setTimeout as sleep } from 'node:timers/promises';
import { post } from '../ingest/send.js';
import { startPlatform, untilAtRest, type Platform } from '../platform.js';
import { BatchTemplate } from '../traffic/batch-template.js';
import { measureCosts } from './costs.js';
import { readingEndpoints, samplesOf } from './endpoints.js';
import { fillUpTo } from './fill.js';
import { measureIngest } from './ingest-rates.js';
import { writePage, type Measured } from './page.js';
import { measureReads, type Reads } from './reads.js';
import { measureSizes, mergeAll } from './sizes.js';

const lines = 5000;
const wanted = { bytesPerRequest: 80, viewsRatio: 0.5, stallMs: 50, growth: 3 };
/** Correlation keeps up with half of what ingest accepts; a quarter of that comes in while endpoints are called. */
const quarterOfLimit = 0.5 * 0.25;
/** Of each endpoint: with the fewest requests, which the numbers wanted are about, and with more. */
const callsEach = { first: 15, later: 5 };

/**
 * Fills the store with `sizes` requests, one size after the other, and prints what they take on disk, how fast every reading
 * endpoint of the contract answers four callers while requests come in, and how that grows; then what the views cost ingest.
 */
export async function storeBench(
  log: (line: string) => void,
  sizes: readonly number[],
  { dataDir, page }: { dataDir: string | undefined; page: boolean },
): Promise<{ holds: boolean; result: unknown }> {
  const platform = await startPlatform(
    { JA4_BACKLOG_BATCHES: '100000', JA4_GRACE_MS: '0', JA4_RETENTION_DAYS: '30' },
    dataDir,
  );
  try {
    const template = new BatchTemplate(lines);
    const ingest = await measureIngest(platform, template);
    log(`ingest: ${JSON.stringify(ingest)}`);
    const measured: Measured[] = [];
    let smallBytes = 0;
    for (const size of sizes) {
      await fillUpTo(platform, size, log);
      await mergeAll(platform);
      await untilAtRest(platform);
      const onDisk = await measureSizes(platform);
      smallBytes ||= onDisk.bytes_per_request;
      log(`${size} requests: ${onDisk.bytes_per_request} bytes each`);
      const { endpoints, missing } = await readingEndpoints(platform, await samplesOf(platform));
      const costs = await measureCosts(platform, endpoints);
      const calls = measured.length === 0 ? callsEach.first : callsEach.later;
      const background = new Background(platform, template, quarterOfLimit * ingest.landing_per_s);
      const reads = await measureReads(platform, endpoints, calls).finally(() => background.stop());
      const slow = reads.endpoints.filter(({ holds }) => !holds);
      log(`${size} requests: ${endpoints.length} calls measured, ${slow.length} too slow`);
      for (const { endpoint, p50_ms, p95_ms, refused } of slow)
        log(`  ${endpoint}: ${p50_ms} ${p95_ms} ${refused ?? ''}`);
      measured.push({ requests: size, sizes: onDisk, costs, reads, missing });
      if (page) writePage(ingest, measured);
    }
    const growth = growthOf(measured.map(({ reads }) => reads));
    const first = measured[0]!.reads;
    const holds =
      ingest.ratio >= wanted.viewsRatio &&
      smallBytes <= wanted.bytesPerRequest &&
      first.endpoints.every((endpoint) => endpoint.holds) &&
      Object.values(growth).every((factor) => factor <= wanted.growth) &&
      measured.every(({ reads }) => reads.longest_stall_ms < wanted.stallMs);
    return { holds, result: { ingest, measured, growth } };
  } finally {
    await platform.stop();
  }
}

/** Batches that come in at a steady rate until it is stopped. */
class Background {
  private isSending = true;
  private readonly sending: Promise<void>;

  constructor(
    private readonly platform: Platform,
    private readonly template: BatchTemplate,
    private readonly requestsPerSecond: number,
  ) {
    this.sending = this.send();
  }

  async stop(): Promise<void> {
    this.isSending = false;
    await this.sending;
  }

  private async send(): Promise<void> {
    const start = performance.now();
    for (let number = 0; this.isSending; number++) {
      const due = start + (1000 * number * lines) / this.requestsPerSecond;
      await sleep(Math.max(0, due - performance.now()));
      if (number % 4 === 0) await post(this.platform, 'tls', this.template.handshakes(30_000 + number, 4, Date.now()));
      await post(this.platform, 'http', this.template.batch(30_000 + number, Date.now()).http);
    }
  }
}

/** How many times slower each endpoint is with the most requests than with the fewest. */
function growthOf(reads: readonly Reads[]): Record<string, number> {
  const [first, last] = [reads[0], reads.at(-1)];
  if (!first || !last || first === last) return {};
  const before = new Map(first.endpoints.map(({ endpoint, p95_ms }) => [endpoint, p95_ms]));
  return Object.fromEntries(
    last.endpoints.map(({ endpoint, p95_ms }) => [
      endpoint,
      Math.round((10 * p95_ms) / Math.max(1, before.get(endpoint) ?? 1)) / 10,
    ]),
  );
}

/** Reads `10M` or `500k` as numbers. @throws Error when it is none */
export function sizesOf(text: string): number[] {
  return text.split(',').map((size) => {
    const [, digits, unit = ''] = /^(\d+)([kM]?)$/.exec(size) ?? [];
    if (!digits) throw new Error(`--rows takes numbers like 500k or 10M,25M, not ${size}`);
    return Number(digits) * ({ k: 1000, M: 1_000_000 }[unit] ?? 1);
  });
}
