import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@ja4-platform/sdk';
import { openPage } from './browser.mjs';
import { assertAccessible, platform, row, text, ui } from './harness.mjs';
import './investigation.mjs';
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

test('requests are searched by what is typed, and the URL holds the search', async () => {
  await ui.page.goto('/requests');
  await ui.page.getByLabel('Search requests').fill('/.env');
  await ui.page.keyboard.press('Enter');
  await ui.page.getByRole('button', { name: 'Remove the filter path /.env' }).waitFor();
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

test('a detection says why, shows what the model saw, and is triaged', async () => {
  await ui.page.goto('/detections');
  await ui.page.getByRole('link', { name: '203.0.113.99' }).click();
  await ui.page
    .getByRole('listitem')
    .getByText(/requests for paths that scanners look for/)
    .waitFor();
  await ui.page
    .getByRole('cell', { name: 'peak_minute' })
    .or(ui.page.getByText('The model has not scored'))
    .first()
    .waitFor();
  const reason = ui.page.getByRole('link', { name: 'sensitive-path-scanning' });
  assert.equal((await ui.page.request.get(await reason.getAttribute('href'))).status(), 200);
  await ui.page.getByLabel('Comment').fill('Known <b>pentest</b>');
  await ui.page.getByRole('button', { name: 'Acknowledge' }).click();
  await ui.page.getByText('Now acknowledged.').waitFor();
  await ui.page.goto('/detections?status=acknowledged');
  await ui.page.getByRole('link', { name: '203.0.113.99' }).click();
  assert.equal(await ui.page.getByLabel('Comment').inputValue(), 'Known <b>pentest</b>');
  await ui.page.getByRole('button', { name: 'Open again' }).click();
  await ui.page.getByText('Now open.').waitFor();
});

test('a change that somebody else made first is not overwritten', async () => {
  await ui.page.goto('/detections');
  await ui.page.getByRole('link', { name: '198.51.100.233' }).click();
  await ui.page.getByRole('button', { name: 'Escalate' }).waitFor();
  const other = await ui.page.context().newPage();
  await other.goto(ui.page.url());
  await other.getByLabel('Comment').fill('I was first');
  await other.getByRole('button', { name: 'Save comment' }).click();
  await other.getByText('Saved.').waitFor();
  await ui.page.getByRole('button', { name: 'Escalate' }).click();
  await ui.page.getByText('Somebody else changed this detection').waitFor();
  await ui.page.waitForFunction(() => globalThis.document.querySelector('textarea')?.value === 'I was first');
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

test('a model is trained while one watches', async () => {
  await ui.page.goto('/models');
  await ui.page.getByRole('button', { name: 'Train a model' }).click();
  await ui.page.getByText('Trained', { exact: true }).waitFor({ timeout: 60_000 });
  assert.match(await text(ui.page.locator('table')), /isolation-forest/);
});

test('status names the store, the queues and the sensor', async () => {
  await ui.page.goto('/status');
  for (const name of ['Everything works', 'correlation', 'detection', 'http_logs']) {
    await ui.page.getByText(name, { exact: true }).first().waitFor();
  }
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
  await ui.page.goto('/detections');
  const detection = await ui.page.getByRole('link', { name: '203.0.113.177' }).getAttribute('href');
  await assertAccessible(['/detections', detection, '/models', '/jobs', '/status', '/login', '/no-such-page']);
});
