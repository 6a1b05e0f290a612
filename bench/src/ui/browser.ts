import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { rootDir, type Platform } from '../platform.js';

/** What an analyst's screen shows. */
const viewport = { width: 1440, height: 900 };

/** @throws Error when there is no Chromium */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`There is no browser at ${executablePath}: set CHROMIUM_PATH.`);
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Returns a browser context with an empty cache in which an admin is signed in. */
export async function signedIn(browser: Browser, platform: Platform): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: platform.apiUrl, viewport });
  // What is slow is a number, not a failure.
  context.setDefaultTimeout(180_000);
  const password = readFileSync(join(platform.dataDir, 'admin.password'), 'utf8').trim();
  const answer = await context.request.post('/v1/session', {
    data: { user: 'admin', password },
    headers: { origin: platform.apiUrl },
  });
  if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`);
  await context.addInitScript({ path: join(rootDir, 'bench', 'src', 'ui', 'in-page.mjs') });
  return context;
}

/** Milliseconds that each task longer than 50 ms took since this was asked last. */
export function longTasks(page: Page): Promise<number[]> {
  return page.evaluate('bench.longTasks()');
}
