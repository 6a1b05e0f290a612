import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import axe from 'axe-core';
import { launchBrowser, openPage, signIn } from './browser.mjs';
import { DemoPlatform } from './platform.mjs';

/**
 * The one platform, the one browser and, signed in as admin, the one page of all tests of a run: a page that keeps its cache
 * costs a third of a new one. A test begins by loading what it is about, and leaves nothing behind that another would find.
 */
export const platform = new DemoPlatform();
export const ui = { browser: undefined, page: undefined };
let complaints;
/** What the API refused, or did not answer, since the test began. */
const refusals = [];
/** Whether this test has loaded a page of the dashboard. */
let isLoaded = false;

before(async () => {
  await platform.start();
  ui.browser = await launchBrowser();
  const permissions = ['clipboard-read', 'clipboard-write'];
  ({ page: ui.page, complaints } = await openPage(ui.browser, platform.url, { permissions }));
  ui.page.on('response', (answer) => answer.status() >= 400 && refusals.push(`${answer.status()} ${answer.url()}`));
  ui.page.on('requestfailed', (request) => refusals.push(`${request.failure()?.errorText} ${request.url()}`));
  await signIn(ui.page, platform.secret('admin.password'));
});
after(async () => {
  await ui.browser?.close();
  await platform.stop();
});
beforeEach(() => {
  isLoaded = false;
  refusals.length = 0;
});
afterEach(async ({ error }) => {
  // A machine where it fails once in a hundred runs is not here to look at: what the page shows then is told with the error.
  if (error?.cause instanceof Error) error.cause.page = await shown();
  await ui.page.unrouteAll({ behavior: 'ignoreErrors' });
  assert.deepEqual(complaints.splice(0), []);
});

/** Returns where the page is, what has the focus, and what is said in it, for the report of a test that failed. */
async function shown() {
  const focus = await ui.page.evaluate(() => globalThis.document.activeElement?.outerHTML.slice(0, 300));
  const says = await ui.page.locator('main, dialog[open]').allInnerTexts();
  return { url: ui.page.url(), focus, says, refusals };
}

/** Returns what a person reads in the first of some places. */
export const text = (locator) => locator.first().innerText();

/** Returns a row of the page's first table. */
export const row = (number) => ui.page.locator('tbody tr').nth(number);

/** Waits until something holds, and fails when it does not within a minute. */
export async function until(holds) {
  for (const start = Date.now(); !(await holds()); await sleep(50)) {
    assert.ok(Date.now() - start < 60_000, `not within a minute: ${holds}`);
  }
}

/** Waits until nothing of a page is loading any more. */
export async function loaded(page = ui.page) {
  await page.locator('h1, strong').first().waitFor();
  await page.waitForFunction(() => !globalThis.document.querySelector('.skeleton, [aria-busy="true"]'));
}

/**
 * Goes to a page: the first of a test is loaded, to the others it goes as a click on a link does. Resolves once
 * nothing stands there any more of the page before.
 */
export async function goTo(path) {
  const [, here] = new URL(ui.page.url()).pathname.split('/');
  // The same page with another address would stay where it is.
  if (!isLoaded || here === /^\/(\w*)/.exec(path)[1]) {
    await ui.page.goto(path);
    isLoaded = true;
    return;
  }
  const before = await ui.page.locator('h1, strong').first().elementHandle();
  await ui.page.evaluate((href) => {
    const link = Object.assign(globalThis.document.createElement('a'), { href });
    globalThis.document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await before.waitForElementState('hidden');
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Returns what axe finds in the page. */
async function violations(runOnly) {
  if (!(await ui.page.evaluate(() => 'axe' in globalThis))) await ui.page.evaluate(axe.source);
  const found = await ui.page.evaluate(
    (only) => globalThis.axe.run({ runOnly: only, resultTypes: ['violations'] }),
    runOnly,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Opens pages and asserts that axe finds nothing in them: WCAG 2.2 AA in the light theme, contrast in the dark one, too. */
export async function assertAccessible(paths) {
  for (const path of paths) {
    await ui.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await goTo(path);
    await loaded();
    const light = await violations(standards);
    await ui.page.emulateMedia({ colorScheme: 'dark' });
    const dark = await violations(['color-contrast']);
    assert.deepEqual([...light, ...dark], [], path);
  }
  await ui.page.emulateMedia({ colorScheme: null, reducedMotion: null });
}
