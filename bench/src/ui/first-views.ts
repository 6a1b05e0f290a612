import { gzipSync } from 'node:zlib';
import type { BrowserContext, Request } from 'playwright-core';
import type { Platform } from '../platform.js';
import { median } from '../statistics.js';
import { launchBrowser, signedIn } from './browser.js';

const rounds = 3;

export interface FirstView {
  readonly page: string;
  /** Until nothing in sight is loading any more, in the median: from an empty cache, and from what that left there. */
  readonly cold_ms: number;
  readonly warm_ms: number;
  /** Calls of the API until everything of the page is there, and the milliseconds of the slowest. */
  readonly calls: number;
  readonly slowest: Record<string, number>;
  /** Compressed with gzip: scripts that the page names itself, and all that it loads until it is whole. */
  readonly script_kb: { readonly linked: number; readonly in_all: number };
}

/** Opens a page in a new browser, and again in the same, some times over. */
export async function measureFirstView(platform: Platform, name: string, path: string): Promise<FirstView> {
  const cold: number[] = [];
  const warm: number[] = [];
  let requests: Request[] = [];
  let script_kb = { linked: 0, in_all: 0 };
  for (let round = 0; round < rounds; round++) {
    const browser = await launchBrowser();
    try {
      const context = await signedIn(browser, platform);
      const seen: Request[] = [];
      context.on('requestfinished', (request) => seen.push(request));
      cold.push(await timeOf(context, path, async () => (script_kb = await scriptKbOf(seen))));
      requests = [...seen];
      warm.push(await timeOf(context, path));
    } finally {
      await browser.close();
    }
  }
  const calls = requests.filter((request) => request.url().startsWith(`${platform.apiUrl}/v1/`));
  const times = calls.map((call): [string, number] => [pathOf(call), Math.round(call.timing().responseEnd)]);
  return {
    page: name,
    cold_ms: Math.round(median(cold)),
    warm_ms: Math.round(median(warm)),
    calls: calls.length,
    slowest: Object.fromEntries(times.toSorted(([, a], [, b]) => b - a).slice(0, 3)),
    script_kb,
  };
}

async function timeOf(context: BrowserContext, path: string, whole?: () => Promise<unknown>): Promise<number> {
  const page = await context.newPage();
  await page.goto(path, { waitUntil: 'commit' });
  const time = await page.evaluate<number>('bench.viewed');
  await page.waitForLoadState('networkidle');
  await whole?.();
  await page.close();
  return time;
}

async function scriptKbOf(requests: readonly Request[]): Promise<FirstView['script_kb']> {
  const bodyOf = async (request: Request): Promise<Buffer> => (await request.response())!.body();
  const html = requests.find((request) => request.resourceType() === 'document');
  const page = html ? (await bodyOf(html)).toString() : '';
  let [linked, in_all] = [0, 0];
  for (const request of requests.filter((each) => each.resourceType() === 'script')) {
    const kb = gzipSync(await bodyOf(request)).length / 1000;
    in_all += kb;
    if (page.includes(pathOf(request))) linked += kb;
  }
  return { linked: Math.round(linked), in_all: Math.round(in_all) };
}

function pathOf(request: Request): string {
  const { pathname, search } = new URL(request.url());
  return pathname + search;
}
