// The pages of investigation, as an analyst works with them: what stands there, and each task by keyboard alone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createClient } from '@ja4-platform/sdk';
import { assertAccessible, loaded, platform, row, text, ui } from './harness.mjs';
import { newRequest } from './sample.mjs';

const scanner = '203.0.113.99';
const curl = 't13d3112h2_e8f1e7e78f70_b26ce05bbdd6';
const press = async (...keys) => {
  for (const key of keys) await ui.page.keyboard.press(key);
};
const parameters = (name) => new URL(ui.page.url()).searchParams.getAll(name);

test('the overview counts, compares, charts, and leads to what is behind each number', async () => {
  await ui.page.goto('/');
  assert.match(await text(ui.page.getByRole('link', { name: /^Requests [\d,.]+k? / })), /Requests\s+[\d.,]+k?/);
  await ui.page
    .getByText(/paths that scanners look for/)
    .first()
    .waitFor();
  await ui.page.getByText('As a table').first().click();
  assert.ok((await ui.page.getByRole('row').count()) >= 24);
  await ui.page.getByLabel('Compared with').selectOption('week');
  await ui.page.waitForURL(/compare=week/);
  await ui.page.getByRole('combobox', { name: /^By/ }).selectOption('status');
  await ui.page.getByText(/^404: /).waitFor();
  await ui.page.locator('a[data-field=ja4]').first().click();
  await ui.page.getByRole('heading', { name: /^JA4 t13d/ }).waitFor();
  assert.deepEqual(parameters('compare'), ['week']);
});

test('a value is filtered in, filtered out, copied and opened by keyboard', async () => {
  await ui.page.goto('/requests?status=404');
  await row(0).waitFor();
  await press('j', 'Tab', 'Tab', '.');
  const menu = ui.page.getByRole('dialog', { name: 'What to do with this value' });
  await menu.getByText(scanner).waitFor();
  await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
  assert.equal(await ui.page.evaluate(() => navigator.clipboard.readText()), scanner);
  await press('.', 'ArrowDown', 'Enter');
  await ui.page.getByRole('button', { name: `Remove the filter client_ip ${scanner}` }).waitFor();
  const path = row(0).locator('a[data-field=path]');
  const first = await path.getAttribute('data-value');
  await path.focus();
  await press('.', 'ArrowDown', 'ArrowDown', 'Enter');
  await ui.page.waitForURL((url) => url.searchParams.get('path') === `!${first}`);
  await path.click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Open its page' }).click();
  await ui.page.getByRole('heading', { name: /^Path \// }).waitFor();
});

test('a search shows its facets, is exported, saved and opened again', async () => {
  await ui.page.goto('/requests?status=401&facets=true');
  const facets = ui.page.getByRole('complementary', { name: 'Values of what was found' });
  await facets.getByText('Methods').click();
  await facets.getByRole('link', { name: 'POST' }).waitFor();
  const download = ui.page.waitForEvent('download');
  await ui.page.getByRole('button', { name: 'CSV' }).click();
  const [head = '', first = ''] = (await readFile(await (await download).path(), 'utf8')).split('\n');
  assert.match(head, /client_ip/);
  assert.match(first, /401/);
  await ui.page.getByText('Saved', { exact: true }).click();
  await ui.page.getByLabel('Name of this search').fill('Refused <b>');
  await press('Enter');
  await ui.page.getByRole('button', { name: 'Refused <b>', exact: true }).waitFor();
  await ui.page.goto('/requests');
  await ui.page.getByText('Saved', { exact: true }).click();
  await ui.page.getByRole('button', { name: 'Refused <b>', exact: true }).click();
  await ui.page.waitForURL((url) => url.searchParams.get('status') === '401');
  await ui.page.getByText('Saved', { exact: true }).click();
  await ui.page.getByRole('button', { name: 'Remove the search Refused <b>' }).click();
  await ui.page.getByText('No search was saved here yet.').waitFor();
});

test('an address says how risky it is and why, is labelled, and blocked with an end', async () => {
  await ui.page.goto(`/entities/ip/${scanner}`);
  await ui.page.getByText(/^\d+ of 100: /).waitFor();
  await ui.page.getByText(/requests for what scanners look for/).waitFor();
  await ui.page.getByRole('row', { name: /^Answered 404/ }).waitFor();
  await ui.page.getByRole('heading', { name: /^Paths \d+ different/ }).waitFor();
  await ui.page.getByLabel('Comment').fill('A <b>scanner</b>');
  await ui.page.getByRole('button', { name: 'Suspicious' }).press('Enter');
  await ui.page.getByText('Labelled: suspicious.').waitFor();
  await ui.page.getByText('A <b>scanner</b>').waitFor();
  await ui.page.getByRole('button', { name: 'Remove the label Suspicious' }).press('Enter');
  await ui.page.getByText('No label.').waitFor();
  await ui.page.getByRole('button', { name: 'Block this address' }).press('Enter');
  await ui.page.keyboard.type('Scans for secrets');
  await press('Tab', 'ArrowUp', 'Tab', 'Enter');
  await ui.page.getByText('Blocked', { exact: true }).waitFor();
  await ui.page.getByText(/^until \d/).waitFor();
  await ui.page.getByRole('button', { name: 'Take back' }).press('Enter');
  await ui.page.getByText('Blocked', { exact: true }).waitFor({ state: 'detached' });
});

test('a JA4 is told in words, with who shares it, and an analyst says what sends it', async () => {
  await ui.page.goto(`/entities/ja4/${curl}`);
  await ui.page.getByText('TLS over TCP · TLS 1.3 · asks for a name').first().waitFor();
  await ui.page.getByText(/of all requests with a JA4, from \d+ addresses/).waitFor();
  await ui.page.getByText(/^curl 7/).waitFor();
  await ui.page.getByText('Ciphers 31').click();
  await ui.page.getByText('TLS_AES_256_GCM_SHA384').waitFor();
  await ui.page.getByRole('heading', { name: /^Addresses \d+ different/ }).waitFor();
  await ui.page.getByRole('button', { name: 'Say which client sends it' }).press('Enter');
  await ui.page.keyboard.type('Our shop checker');
  await press('Enter');
  await ui.page.getByText('Our shop checker').waitFor();
  await ui.page.getByRole('button', { name: 'Take back' }).press('Enter');
  await ui.page.getByText('Our shop checker').waitFor({ state: 'detached' });
});

test('lists are sorted by their titles and open what a row is about', async () => {
  for (const [path, read] of [
    ['/entities/ip', /203\.0\.113\.99/],
    ['/entities/host', /shop\.example/],
    ['/entities/user_agent', /curl\/7/],
    ['/fingerprints', /chrome, headless/],
    ['/fingerprints/headers', /Host · /],
    ['/fingerprints/tcp', /64:/],
    ['/fingerprints/user-agents', /Mozilla/],
    ['/bruteforce', /198\.51\.100\.233/],
    ['/rotation', /203\.0\.113\.\d+/],
  ]) {
    await ui.page.goto(path);
    await ui.page.getByRole('row').filter({ hasText: read }).first().waitFor();
  }
  await ui.page.goto('/rotation/persistent');
  await ui.page
    .getByRole('row')
    .nth(1)
    .or(ui.page.getByText('No address is anomalous again and again'))
    .first()
    .waitFor();
  await ui.page.goto('/fingerprints');
  await ui.page.getByRole('link', { name: 'Addresses', exact: true }).click();
  await ui.page.locator('th[aria-sort=descending]', { hasText: 'Addresses' }).waitFor();
  await loaded();
  await press('j', 'Enter');
  await ui.page.getByRole('heading', { name: /^JA4 t/ }).waitFor();
});

test('two groups are compared, and an hour of the heatmap leads to its requests', async () => {
  await ui.page.goto('/compare?time=same');
  await ui.page.getByLabel('Filters of group B').fill(scanner);
  await press('Enter');
  await ui.page.getByLabel('Filters of group A').fill(`client_ip:!${scanner}`);
  await press('Enter');
  const statuses = ui.page.locator('section', { has: ui.page.getByRole('heading', { name: /^Statuses/ }) });
  await statuses.getByRole('row', { name: /404/ }).waitFor();
  await ui.page.goto('/heatmap');
  await ui.page.waitForURL(/from=-7d/);
  await ui.page
    .getByRole('link', { name: /^\d+ \w+, \d+ h: / })
    .first()
    .press('Enter');
  await row(0).waitFor();
  assert.equal(parameters('from').length, 1);
});

test('the palette finds pages, actions and whatever was seen', async () => {
  await ui.page.goto('/status');
  await loaded();
  await press('Control+k');
  await ui.page.keyboard.type('heat');
  await press('Enter');
  await ui.page.waitForURL(/\/heatmap/);
  await press('Control+k');
  await ui.page.keyboard.type('SHOP.ex');
  await ui.page.getByRole('option', { name: 'shop.example Open: Host' }).waitFor();
  await ui.page.keyboard.press('Escape');
  await press('Control+k');
  await ui.page.keyboard.type(scanner);
  await press('Enter');
  await ui.page.getByRole('heading', { name: `Address ${scanner}` }).waitFor();
  await press('?');
  await ui.page.getByText('next, previous row').waitFor();
});

test('French is chosen in the header and kept', async () => {
  await ui.page.goto('/bruteforce');
  await ui.page.getByLabel('Language').selectOption('fr');
  await ui.page.getByRole('heading', { name: 'Force brute' }).waitFor();
  assert.equal(await ui.page.locator('html').getAttribute('lang'), 'fr');
  await ui.page.getByLabel('Langue').selectOption('en');
  await ui.page.getByRole('heading', { name: 'Brute force' }).waitFor();
});

const hostile = {
  agent: `<img src=x onerror="document.title='hacked'">\u202Egnp.exe 🦊 ${'ä'.repeat(2000)}`,
  path: '/<script>document.title="hacked"</script>/\u202E🦊',
  host: '<b>host</b>.example',
  header: 'X-<svg onload=alert(1)>',
};
test('what attackers write is shown as text, in its place, wherever it stands', async () => {
  const sensor = createClient({ baseUrl: platform.url, apiKey: platform.secret('sensor.key') });
  const request = newRequest({
    host: hostile.host,
    path: hostile.path,
    src_ip: '192.0.2.66',
    client_ip: '192.0.2.66',
    headers: [
      ['User-Agent', hostile.agent],
      [hostile.header, hostile.agent],
    ],
  });
  const { rejected } = await sensor.events.sendHttp({
    body: JSON.stringify(request),
    idempotencyKey: crypto.randomUUID(),
  });
  assert.deepEqual(rejected, []);
  const values = (field) => `a[data-field=${field}]`;
  await ui.page.goto('/requests?client_ip=192.0.2.66&live=false&facets=true');
  await ui.page.waitForFunction(async () => {
    const answer = await fetch('/v1/requests?client_ip=192.0.2.66');
    return (await answer.json()).items.length > 0;
  });
  await ui.page.reload();
  for (const [field, value] of [
    ['path', hostile.path],
    ['host', hostile.host],
    ['user_agent', hostile.agent],
  ]) {
    const found = row(0).locator(values(field));
    assert.equal(await found.getAttribute('data-value'), value);
    assert.equal((await found.textContent())?.trim(), value.replace('\u202E', '\\u202e'));
  }
  await row(0).getByRole('button').first().click();
  await ui.page.getByRole('dialog', { name: 'Request' }).getByText(hostile.header).first().waitFor();
  for (const [type, value] of [
    ['ip', '192.0.2.66'],
    ['host', hostile.host],
    ['path', hostile.path],
    ['user_agent', hostile.agent],
  ]) {
    await ui.page.goto('/requests');
    await ui.page.goto(`/entities/${type}/${encodeURIComponent(value)}`);
    await loaded();
    await ui.page
      .getByRole('heading', { name: /^Paths/ })
      .or(ui.page.getByRole('heading', { name: /^Hosts/ }))
      .first()
      .waitFor();
    const [width, room] = await ui.page.evaluate(() => [
      globalThis.document.documentElement.scrollWidth,
      globalThis.innerWidth,
    ]);
    assert.ok(width <= room, `${type} is ${width} pixels wide`);
    assert.doesNotMatch(await ui.page.title(), /^hacked/);
  }
});

test('a viewer reads, and is offered nothing that it may not do', async () => {
  const admin = createClient({ baseUrl: platform.url, apiKey: platform.secret('admin.key') });
  const login = `vera-${Date.now()}`;
  const { password: first } = await admin.users.create({ body: { login, role: 'viewer' } });
  const password = 'correct horse battery';
  await ui.page.context().clearCookies();
  const headers = { origin: platform.url };
  await ui.page.request.post('/v1/session', { data: { user: login, password: first }, headers });
  const changed = await ui.page.request.put('/v1/session/password', { data: { current: first, password }, headers });
  assert.ok(changed.ok(), await changed.text());
  await ui.page.context().clearCookies();
  await ui.page.goto(`/entities/ip/${scanner}`);
  await ui.page.getByLabel('Name').fill(login);
  await ui.page.getByLabel('Password').fill(password);
  await press('Enter');
  await ui.page.getByText(/^\d+ of 100: /).waitFor();
  assert.equal(await ui.page.getByRole('button', { name: 'Block this address' }).count(), 0);
  assert.equal(await ui.page.getByLabel('Comment').count(), 0);
});

test('the pages of investigation are accessible, in both themes', async () => {
  const paths = [
    '/',
    '/requests?facets=true',
    '/requests?host=nowhere',
    '/entities/ip',
    `/entities/ip/${scanner}`,
    `/entities/ja4/${curl}`,
    '/entities/host/nobody.example',
    '/fingerprints',
    '/fingerprints/headers',
    '/fingerprints/tcp',
    '/fingerprints/mismatches',
    '/fingerprints/user-agents',
    '/bruteforce',
    '/rotation',
    '/compare',
    '/heatmap',
  ];
  await assertAccessible(paths);
});
