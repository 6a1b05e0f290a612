import type { BrowserContext, Page } from 'playwright-core';
import { quantile, rounded } from '../statistics.js';

const rows = 10_000;
/** As fast as a wheel that is spun. */
const pixelsPerSecond = 8000;
const seconds = 10;

export interface Scrolling {
  readonly rows: number;
  readonly frames_per_s: number;
  /** Of the time between two frames. */
  readonly p99_frame_ms: number;
}

/** Fills the table of requests as far as it goes, and scrolls in it. */
export async function measureScrolling(context: BrowserContext): Promise<Scrolling> {
  const page = await context.newPage();
  try {
    await page.goto('/requests?from=-14d');
    const table = page.locator('main .scroller').first();
    await table.locator('tbody tr').nth(10).waitFor();
    await page.evaluate(`bench.fillTable(${rows})`);
    await page.waitForLoadState('networkidle');
    const times = page.evaluate<number[]>(`bench.frames(${seconds * 1000})`);
    const box = (await table.boundingBox())!;
    const devtools = await context.newCDPSession(page);
    await devtools.send('Input.synthesizeScrollGesture', {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      yDistance: -pixelsPerSecond * seconds,
      speed: pixelsPerSecond,
      gestureSourceType: 'mouse',
    });
    const frames = await times;
    const gaps = frames.slice(1).map((time, index) => time - frames[index]!);
    return {
      rows: await rowsOf(page),
      frames_per_s: rounded((1000 * gaps.length) / (frames.at(-1)! - frames[0]!), 1),
      p99_frame_ms: rounded(quantile(gaps, 0.99), 1),
    };
  } finally {
    await page.close();
  }
}

async function rowsOf(page: Page): Promise<number> {
  return Number(await page.locator('main table').first().getAttribute('aria-rowcount')) - 1;
}
