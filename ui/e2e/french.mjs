// What the API found, said in French: its sentences are made of their parts, its numbers written as French has them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './browser.mjs';
import { loaded, platform, text, ui, until } from './harness.mjs';

/** Opens a page of a browser that speaks French, signed in as the page of the other tests is. */
async function openFrench() {
  const opened = await openPage(ui.browser, platform.url, { locale: 'fr-FR' });
  await opened.page.context().addCookies(await ui.page.context().cookies());
  return opened;
}

test('reasons, risks, warnings and numbers are French for who reads French', async () => {
  const { page, complaints } = await openFrench();
  await page.goto('/entities/ip/203.0.113.99');
  await page
    .getByText(/requêtes de chemins que cherchent les scanners, comme \S+.*\s; .*\sréponses sur .* étaient 404/)
    .waitFor();
  await page.getByText(/Requêtes de ce que cherchent les scanners\s:/).waitFor();
  await page.goto('/detections?group=none');
  await page.locator('tbody tr').first().waitFor();
  await page
    .getByText(/^\s*0,\d\d\s*$/)
    .first()
    .waitFor();
  await page.goto('/status');
  await loaded(page);
  assert.match(await text(page.getByRole('table')), /correlation/);
  // A number of four digits has a space that no line breaks at.
  await until(async () => /\d\u202f\d{3}/.test(await text(page.locator('main'))));
  await page.context().close();
  assert.deepEqual(complaints, []);
});

test('a warning of the platform is French as well', async () => {
  const { page, complaints } = await openFrench();
  await page.route('**/v1/status', async (route) => {
    const answer = await (await route.fetch()).json();
    const silent = [
      { key: 'status.sensor.silent', values: { sensor: 'web-1' } },
      { key: 'sensor.silent', values: { time: '10800' } },
    ];
    const unknown = { level: 'problem', detail: 'Said by a newer API.', messages: [{ key: 'new', values: {} }] };
    const notices = [{ level: 'warning', detail: 'in English', messages: silent }, unknown];
    await route.fulfill({ json: { ...answer, notices } });
  });
  await page.goto('/status');
  await page.getByText("Le capteur web-1 est muet. Rien n'est venu de lui depuis 3 h : il ne tourne pas").waitFor();
  await page.getByText('Said by a newer API.').waitFor();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.context().close();
  assert.deepEqual(complaints, []);
});
