import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { launchBrowser, openPage, signIn } from './browser.mjs';
import { DemoPlatform } from './platform.mjs';

/** The one platform and the one browser of all tests of a run; `page` is the test's own, signed in as admin. */
export const platform = new DemoPlatform();
export const ui = { browser: undefined, page: undefined };
let complaints;
let storageState;

before(async () => {
  await platform.start();
  ui.browser = await launchBrowser();
  const { page } = await openPage(ui.browser, platform.url);
  await signIn(page, platform.secret('admin.password'));
  storageState = await page.context().storageState();
  await page.context().close();
});
after(async () => {
  await ui.browser?.close();
  await platform.stop();
});
beforeEach(async () => {
  ({ page: ui.page, complaints } = await openPage(ui.browser, platform.url, {
    storageState,
    permissions: ['clipboard-read', 'clipboard-write'],
  }));
});
afterEach(async () => {
  await ui.page.context().close();
  assert.deepEqual(complaints, []);
});

/** Returns what a person reads in the first of some places. */
export const text = (locator) => locator.first().innerText();

/** Returns a row of the page's first table. */
export const row = (number) => ui.page.locator('tbody tr').nth(number);

/** Waits until nothing of a page is loading any more. */
export async function loaded(page = ui.page) {
  await page.locator('h1, strong').first().waitFor();
  await page.waitForFunction(() => !globalThis.document.querySelector('.skeleton, [aria-busy="true"]'));
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Opens pages and asserts that axe finds nothing in them: WCAG 2.2 AA in the light theme, contrast in the dark one, too. */
export async function assertAccessible(paths) {
  for (const path of paths) {
    await ui.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await ui.page.goto(path);
    await loaded();
    const light = await new AxeBuilder({ page: ui.page }).withTags(standards).analyze();
    await ui.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    const dark = await new AxeBuilder({ page: ui.page }).withRules(['color-contrast']).analyze();
    const found = [...light.violations, ...dark.violations].map(
      ({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    );
    assert.deepEqual(found, []);
  }
}
