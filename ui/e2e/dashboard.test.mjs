import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@ja4-platform/sdk';
import { openPage, signIn } from './browser.mjs';
import { assertAccessible, loaded, platform, row, text, ui } from './harness.mjs';
import './desk/index.mjs';
import './french.mjs';
import './investigation.mjs';
import './values.mjs';
import { newRequest } from './sample.mjs';

test('who is not signed in comes back to the page asked for', async () => {
  const other = await openPage(ui.browser, platform.url);
  await other.page.goto('/requests?host=shop.example');
  await other.page.getByLabel('Name').fill('admin');
  await other.page.getByLabel('Password').fill('wrong');
  await other.page.getByRole('button', { name: 'Sign in' }).click();
  await other.page
    .getByRole('alert')
    .getByText(/password/i)
    .waitFor();
  await other.page.getByLabel('Password').fill(platform.secret('admin.password'));
  await other.page.getByRole('button', { name: 'Sign in' }).click();
  await other.page.getByRole('heading', { name: 'Requests' }).waitFor();
  assert.equal(new URL(other.page.url()).search, '?host=shop.example');
  await other.page.getByRole('button', { name: 'Sign out' }).click();
  await other.page.getByLabel('Password').waitFor();
  await other.page.context().close();
  assert.deepEqual(other.complaints, []);
});

test('a page shows at once what it showed last; nothing of that stays once its person signed out', async () => {
  const { page, complaints } = await openPage(ui.browser, platform.url);
  await signIn(page, platform.secret('admin.password'));
  await loaded(page);
  const said = await text(page.locator('.kpis'));
  // An API that does not answer: what is seen then was known before.
  await page.route('**/v1/metrics/overview*', () => undefined);
  await page.goto('/');
  await page.locator('.kpis').waitFor();
  assert.equal(await text(page.locator('.kpis')), said);
  const answers = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ja4-answer')));
  assert.notDeepEqual(await answers(), []);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'ja4-platform' }).waitFor();
  assert.deepEqual(await answers(), []);
  await page.context().close();
  assert.deepEqual(complaints, []);
});

test('requests are searched by what is typed, and the URL holds the search', async () => {
  await ui.page.goto('/requests');
  await ui.page.getByLabel('Search requests').fill('/.env');
  await ui.page.keyboard.press('Enter');
  await ui.page.getByRole('button', { name: 'Remove the filter path /.env' }).waitFor();
  await loaded();
  await ui.page.getByText(/^\d+ requests?$/).waitFor();
  assert.equal(new URL(ui.page.url()).searchParams.get('path'), '/.env');
  assert.match(await text(row(0)), /\/\.env/);
  assert.match(await text(row(0)), /404/);
  await ui.page.getByLabel('Search requests').fill('nonsense:1');
  await ui.page.keyboard.press('Enter');
  await ui.page.getByText('There is no field nonsense').waitFor();
  await ui.page.getByLabel('Search requests').fill('client_ip:nobody');
  await ui.page.keyboard.press('Enter');
  await ui.page
    .getByRole('alert')
    .getByText(/client_ip/)
    .waitFor();
});

test('a request is opened by keyboard and shows its headers and handshake', async () => {
  await ui.page.goto('/requests?scheme=https&http_version=2');
  await row(1).waitFor();
  await ui.page.keyboard.press('j');
  await ui.page.keyboard.press('Enter');
  const detail = ui.page.getByRole('dialog', { name: 'Request' });
  await detail.getByText('TLS over TCP').waitFor();
  assert.match(await text(detail), /tls_sni\s+shop\.example/);
  assert.match(await text(detail), /User-Agent/);
  await ui.page.keyboard.press('Escape');
  await detail.waitFor({ state: 'detached' });
  await ui.page.waitForURL((url) => !url.searchParams.has('id'));
});

test('following shows a request that arrives', async () => {
  await ui.page.goto('/requests?live=true&path=/arrived-just-now');
  await ui.page.getByText('Following').waitFor();
  const sensor = createClient({ baseUrl: platform.url, apiKey: platform.secret('sensor.key') });
  await sensor.events.sendHttp({ body: JSON.stringify(newRequest()), idempotencyKey: crypto.randomUUID() });
  await row(0).waitFor();
  assert.match(await text(row(0)), /\/arrived-just-now/);
  assert.match(await text(row(0)), /plain HTTP/);
});

test('a page says when it is not allowed and when the API is away', async () => {
  const problem = {
    type: '/docs/problems/forbidden',
    title: 'Not allowed',
    status: 403,
    detail: '',
    code: 'forbidden',
  };
  await ui.page.route('**/v1/status', (route) => route.fulfill({ status: 403, json: { ...problem, request_id: 'r' } }));
  await ui.page.goto('/status');
  await ui.page.getByText('You may not see this').waitFor();
  await ui.page.route('**/v1/status', (route) => route.abort());
  await ui.page.getByRole('button', { name: 'Try again' }).click();
  await ui.page.getByText('The API cannot be reached').waitFor();
});

test('every page is accessible in both themes', async () => {
  await assertAccessible(['/no-such-page', '/login']);
});
