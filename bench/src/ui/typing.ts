import type { BrowserContext } from 'playwright-core';
import { longTasks } from './browser.js';

const typed = 'client_ip:203.0.113.99 shop.example/products';
const keyMs = 30;

export interface Typing {
  readonly page: string;
  readonly fields: number;
  /** The longest time that typing kept the page from answering, in milliseconds; below 50 counts as none. */
  readonly longest_block_ms: number;
}

/** Types into every field of a page that takes text, and takes it out again. */
export async function measureTyping(context: BrowserContext, path: string): Promise<Typing> {
  const page = await context.newPage();
  try {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    const fields = page
      .locator('main')
      .locator('input:not([type]):visible, input[type=text]:visible, input[type=search]:visible');
    const count = await fields.count();
    await longTasks(page);
    for (let index = 0; index < count; index++) {
      await fields.nth(index).pressSequentially(typed, { delay: keyMs });
      await fields.nth(index).clear();
    }
    return { page: path, fields: count, longest_block_ms: Math.max(0, ...(await longTasks(page))) };
  } finally {
    await page.close();
  }
}
