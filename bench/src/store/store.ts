import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { post } from '../ingest/send.js';
import { startPlatform, untilAtRest, type Platform } from '../platform.js';
import { BatchTemplate } from '../traffic/batch-template.js';
import { measureCosts, measureStatement } from './costs.js';
import { readingEndpoints, samplesOf } from './endpoints.js';
import { fillUpTo } from './fill.js';
import { measureIngest } from './ingest-rates.js';
import { writePage, type Measured } from './page.js';
import { measureReads, type Reads } from './reads.js';
import { measureSizes, mergeAll } from './sizes.js';

const lines = 5000;
const wanted = { bytesPerRequest: 80, viewsRatio: 0.5, stallMs: 50, growth: 3 };
/** Of what ingest takes with every view: what comes in while endpoints are called. */
const shareOfLimit = 0.25;
/** Of each endpoint: with the fewest requests, which the numbers wanted are about, and with more. */
const callsEach = { first: 15, later: 5 };

/** What a fortnight needs. */
const reading = { JA4_RETENTION_DAYS: '30' };
/** Batches are joined as soon as they come, however many wait. */
const filling = { ...reading, JA4_BACKLOG_BATCHES: '100000', JA4_GRACE_MS: '0' };

/**
 * Measures what the views cost ingest; then fills the store with `sizes` requests, one size after the other, and prints what
 * they take on disk, how fast every reading endpoint of the contract answers four callers while requests come in, and how
 * that grows.
 */
export async function storeBench(
  log: (line: string) => void,
  sizes: readonly number[],
  { dataDir: keptDir, page }: { dataDir: string | undefined; page: boolean },
): Promise<{ holds: boolean; result: unknown }> {
  const dataDir = keptDir ?? mkdtempSync(join(tmpdir(), 'ja4-bench-'));
  const template = new BatchTemplate(lines);
  try {
    const ingest = await withPlatform(filling, dataDir, (platform) => measureIngest(platform, template));
    log(`ingest: ${JSON.stringify(ingest)}`);
    const rate = shareOfLimit * ingest.with_views_per_s;
    const measured: Measured[] = [];
    for (const size of sizes) {
      await withPlatform(filling, dataDir, async (platform) => {
        await fillUpTo(platform, size, log);
        await mergeAll(platform);
      });
      // Started anew, so that its workers learn what traffic looks like from all of it.
      const calls = measured.length === 0 ? callsEach.first : callsEach.later;
      measured.push(await withPlatform(reading, dataDir, (platform) => measure(platform, template, size, calls, rate)));
      logMeasured(measured.at(-1)!, log);
      if (page) writePage(ingest, measured);
    }
    const growth = growthOf(measured.map(({ reads }) => reads));
    const first = measured[0]!;
    const holds =
      ingest.ratio >= wanted.viewsRatio &&
      first.sizes.bytes_per_request <= wanted.bytesPerRequest &&
      first.reads.endpoints.every((endpoint) => endpoint.holds) &&
      Object.values(growth).every((factor) => factor <= wanted.growth) &&
      measured.every(({ reads }) => reads.longest_stall_ms < wanted.stallMs);
    return { holds, result: { ingest, measured, growth } };
  } finally {
    if (keptDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}

async function withPlatform<T>(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  use: (platform: Platform) => Promise<T>,
): Promise<T> {
  const platform = await startPlatform(env, dataDir);
  try {
    return await use(platform);
  } finally {
    await platform.stop();
  }
}

async function measure(
  platform: Platform,
  template: BatchTemplate,
  requests: number,
  calls: number,
  requestsPerSecond: number,
): Promise<Measured> {
  await untilAtRest(platform);
  const sizes = await measureSizes(platform);
  const { endpoints, missing } = await readingEndpoints(platform, await samplesOf(platform));
  const statement_ms = await measureStatement(platform);
  const costs = await measureCosts(platform, endpoints);
  const background = new Background(platform, template, requestsPerSecond);
  const reads = await measureReads(platform, endpoints, calls).finally(() => background.stop());
  return { requests, sizes, statement_ms, costs, reads, missing };
}

function logMeasured({ requests, sizes, statement_ms, reads }: Measured, log: (line: string) => void): void {
  const slow = reads.endpoints.filter(({ holds }) => !holds);
  log(`${requests} requests: ${sizes.bytes_per_request} bytes each, ${statement_ms} ms for SELECT 1`);
  log(`${requests} requests: ${reads.endpoints.length} calls measured, ${slow.length} too slow`);
  for (const { endpoint, p50_ms, p95_ms, refused } of slow) log(`  ${endpoint}: ${p50_ms} ${p95_ms} ${refused ?? ''}`);
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
