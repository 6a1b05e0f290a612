// A person in Chromium: opens the shop, follows links, sometimes tries to sign in. A window when DISPLAY is set, else headless.
// node browse-chromium.mjs PROFILE_FOLDER CLICKS SEED SPKI_HASH
import { chromium } from 'playwright-core';
import { chooser, seconds, SHOP } from './choices.mjs';

const [profile, clicks, seed, spkiHash] = process.argv.slice(2);
const choose = chooser(Number(seed));

const context = await chromium.launchPersistentContext(profile, {
  executablePath: '/usr/bin/chromium',
  headless: !process.env.DISPLAY,
  ignoreDefaultArgs: ['--enable-automation'],
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync', `--ignore-certificate-errors-spki-list=${spkiHash}`],
  ],
});
const page = context.pages()[0] ?? (await context.newPage());
await page.goto(`${SHOP}/`);
for (let click = 0; click < Number(clicks); click++) {
  await seconds(1 + choose(40) / 10);
  const links = page.locator('a[href^="/"]');
  await links.nth(choose(await links.count())).click();
  await page.waitForLoadState();
  if (page.url().endsWith('/login')) {
    await page.fill('[name=user]', 'anna');
    await page.fill('[name=password]', choose(3) === 0 ? 'corect-horse' : 'correct-horse');
    await seconds(2);
    await page.click('button');
    await page.waitForLoadState();
    await page.goto(`${SHOP}/`);
  }
}
await context.close();
