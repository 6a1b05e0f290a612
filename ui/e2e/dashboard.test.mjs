import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { createClient } from '@ja4-platform/sdk';
import { launchBrowser, openPage, signIn } from './browser.mjs';
import { DemoPlatform } from './platform.mjs';

const platform = new DemoPlatform();
let browser;
let page;
let complaints;

before(async () => {
  await platform.start();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await platform.stop();
});
beforeEach(async () => {
  ({ page, complaints } = await openPage(browser, platform.url));
  await signIn(page, platform.secret('admin.password'));
});
afterEach(async () => {
  await page.context().close();
  assert.deepEqual(complaints, []);
});

const text = (locator) => locator.first().innerText();
const row = (number) => page.locator('tbody tr').nth(number);

test('who is not signed in comes back to the page asked for', async () => {
  const other = await openPage(browser, platform.url);
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

test('the overview counts requests, names the busiest JA4 and what to look at first', async () => {
  const requests = page.getByRole('link', { name: /^Requests [\d,.]+k? / });
  assert.match(await text(requests), /Requests\s+[\d.,]+k?/);
  await page
    .getByRole('link', { name: /t13d\d{4}/ })
    .first()
    .waitFor();
  await page
    .getByText(/paths that scanners look for/)
    .first()
    .waitFor();
  assert.ok(
    (await page
      .getByRole('listitem')
      .filter({ has: page.getByLabel(/^Requests of/) })
      .count()) >= 24,
  );
});

test('requests are searched by what is typed, and the URL holds the search', async () => {
  await page.goto('/requests');
  await page.getByLabel('Search requests').fill('/.env');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove the filter path /.env' }).waitFor();
  await page.getByText(/^\d+ requests?$/).waitFor();
  assert.equal(new URL(page.url()).searchParams.get('path'), '/.env');
  assert.match(await text(row(0)), /\/\.env/);
  assert.match(await text(row(0)), /404/);
  await page.getByLabel('Search requests').fill('nonsense:1');
  await page.keyboard.press('Enter');
  await page.getByText('There is no field nonsense').waitFor();
  await page.getByLabel('Search requests').fill('client_ip:nobody');
  await page.keyboard.press('Enter');
  await page
    .getByRole('alert')
    .getByText(/client_ip/)
    .waitFor();
});

test('a request is opened by keyboard and shows its headers and handshake', async () => {
  await page.goto('/requests?scheme=https&http_version=2');
  await row(1).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('dialog', { name: 'Request' });
  await detail.getByText('TLS over TCP').waitFor();
  assert.match(await text(detail), /tls_sni\s+shop\.example/);
  assert.match(await text(detail), /User-Agent/);
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'detached' });
  await page.waitForURL((url) => !url.searchParams.has('id'));
});

test('a detection says why, shows what the model saw, and is triaged', async () => {
  await page.goto('/detections');
  await page.getByRole('link', { name: '203.0.113.99' }).click();
  await page
    .getByRole('listitem')
    .getByText(/requests for paths that scanners look for/)
    .waitFor();
  await page
    .getByRole('cell', { name: 'peak_minute' })
    .or(page.getByText('The model has not scored'))
    .first()
    .waitFor();
  const reason = page.getByRole('link', { name: 'sensitive-path-scanning' });
  assert.equal((await page.request.get(await reason.getAttribute('href'))).status(), 200);
  await page.getByLabel('Comment').fill('Known <b>pentest</b>');
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByText('Now acknowledged.').waitFor();
  await page.goto('/detections?status=acknowledged');
  await page.getByRole('link', { name: '203.0.113.99' }).click();
  assert.equal(await page.getByLabel('Comment').inputValue(), 'Known <b>pentest</b>');
  await page.getByRole('button', { name: 'Open again' }).click();
  await page.getByText('Now open.').waitFor();
});

test('a change that somebody else made first is not overwritten', async () => {
  await page.goto('/detections');
  await page.getByRole('link', { name: '198.51.100.233' }).click();
  await page.getByRole('button', { name: 'Escalate' }).waitFor();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByLabel('Comment').fill('I was first');
  await other.getByRole('button', { name: 'Save comment' }).click();
  await other.getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Escalate' }).click();
  await page.getByText('Somebody else changed this detection').waitFor();
  await page.waitForFunction(() => globalThis.document.querySelector('textarea')?.value === 'I was first');
});

test('following shows a request that arrives', async () => {
  await page.goto('/requests?live=true&path=/arrived-just-now');
  await page.getByText('Following').waitFor();
  const sensor = createClient({ baseUrl: platform.url, apiKey: platform.secret('sensor.key') });
  await sensor.events.sendHttp({ body: JSON.stringify(newRequest()), idempotencyKey: crypto.randomUUID() });
  await row(0).waitFor();
  assert.match(await text(row(0)), /\/arrived-just-now/);
  assert.match(await text(row(0)), /plain HTTP/);
});

test('a model is trained while one watches', async () => {
  await page.goto('/models');
  await page.getByRole('button', { name: 'Train a model' }).click();
  await page.getByText('Trained', { exact: true }).waitFor({ timeout: 60_000 });
  assert.match(await text(page.locator('table')), /isolation-forest/);
});

test('status names the store, the queues and the sensor', async () => {
  await page.goto('/status');
  for (const name of ['Everything works', 'correlation', 'detection', 'http_logs']) {
    await page.getByText(name, { exact: true }).first().waitFor();
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
  await page.route('**/v1/status', (route) => route.fulfill({ status: 403, json: { ...problem, request_id: 'r' } }));
  await page.goto('/status');
  await page.getByText('You may not see this').waitFor();
  await page.route('**/v1/status', (route) => route.abort());
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('The API cannot be reached').waitFor();
});

for (const colorScheme of ['light', 'dark']) {
  test(`every page is accessible in the ${colorScheme} theme`, async () => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto('/detections');
    const detection = await page.getByRole('link', { name: '203.0.113.177' }).getAttribute('href');
    const paths = ['/', '/requests', '/requests?host=nowhere', '/detections', detection, '/models', '/jobs', '/status'];
    for (const path of [...paths, '/login', '/no-such-page']) {
      await page.goto(path);
      await page.locator('h1, strong').first().waitFor();
      await page.getByText('Loading', { exact: true }).first().waitFor({ state: 'detached' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      assert.deepEqual(found, []);
    }
  });
}

/** A request over plain HTTP, which waits for no handshake. */
function newRequest() {
  const names = ['req_id', 'conn_id', 'query', 'ssl_protocol', 'ssl_cipher', 'h2_fingerprint', 'h2_settings'];
  return {
    ...Object.fromEntries([...names, 'h2_priority', 'h2_pseudo_order'].map((name) => [name, ''])),
    time: new Date().toISOString().replace('Z', '000Z'),
    conn_seq: 1,
    scheme: 'http',
    src_ip: '192.0.2.77',
    src_port: 40_000,
    client_ip: '192.0.2.77',
    dst_ip: '192.0.2.10',
    dst_port: 80,
    h2_window_update: null,
    method: 'GET',
    host: 'shop.example',
    path: '/arrived-just-now',
    http_version: '1.1',
    status: 200,
    bytes_in: 0,
    bytes_out: 3,
    duration_us: 428,
    headers: [['User-Agent', '<img src=x onerror=alert(1)>']],
  };
}
