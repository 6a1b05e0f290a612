// The pages of investigation, as an analyst works with them: what stands there, and each task by keyboard alone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createClient } from '@ja4-platform/sdk';
import { assertAccessible, goTo, loaded, platform, row, text, ui, until } from './harness.mjs';
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
  await ui.page.getByRole('row').nth(23).waitFor();
  await ui.page.getByLabel('Compared with').selectOption('week');
  await ui.page.waitForURL(/compare=week/);
  await ui.page.locator('.kpis').getByText('none before').first().waitFor();
  await ui.page.getByRole('combobox', { name: /^By/ }).selectOption('status');
  await ui.page.getByText(/^404: /).waitFor();
  await ui.page.locator('a[data-field=ja4]').first().click();
  await ui.page.getByRole('heading', { name: /^JA4 t13d/ }).waitFor();
  assert.deepEqual(parameters('compare'), ['week']);
  // Rows are kept for fifteen days: what was before them is no number.
  await ui.page.goto('/?from=-14d');
  await ui.page.locator('.kpis').getByText('time before not kept').first().waitFor();
});

test('a value is filtered in, filtered out, copied and opened by keyboard', async () => {
  await ui.page.goto('/requests?status=404');
  await row(0).waitFor();
  await press('j', 'Tab', 'Tab', '.');
  const menu = ui.page.getByRole('dialog', { name: 'What to do with this value' });
  await menu.getByText(scanner).waitFor();
  await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
  await until(async () => (await ui.page.evaluate(() => navigator.clipboard.readText())) === scanner);
  await press('.', 'ArrowDown', 'Enter');
  await ui.page.getByRole('button', { name: `Remove the filter client_ip ${scanner}` }).waitFor();
  await loaded();
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
  await ui.page.getByText(/Requests for what scanners look for:/).waitFor();
  await ui.page.getByRole('row', { name: /^Answered 404/ }).waitFor();
  await ui.page.getByRole('heading', { name: /^Paths \d+ values/ }).waitFor();
  await ui.page.getByRole('button', { name: 'Label…' }).press('Enter');
  const label = ui.page.getByRole('dialog', { name: 'Add a label' });
  await label.getByLabel('Suspicious').check();
  await label.getByLabel('Comment').fill('A <b>scanner</b>');
  await label.getByRole('button', { name: 'Add the label' }).press('Enter');
  await ui.page.getByText('A <b>scanner</b>').waitFor();
  await ui.page.getByRole('button', { name: 'Remove the label Suspicious' }).press('Enter');
  await ui.page.getByText('No label.').waitFor();
  await ui.page.getByRole('button', { name: 'Block this address' }).press('Enter');
  const form = ui.page.getByRole('dialog', { name: 'Block an address' });
  await form.getByLabel('Reason').fill('Scans for secrets');
  await form.getByRole('button', { name: 'Block', exact: true }).press('Enter');
  await ui.page.getByText('Blocked', { exact: true }).waitFor();
  await ui.page.getByText(/^until \d/).waitFor();
  await ui.page.getByRole('button', { name: 'Take back' }).press('Enter');
  await ui.page.getByText('Blocked', { exact: true }).waitFor({ state: 'detached' });
});

test('an address that never came is told as that, not as a fault', async () => {
  await ui.page.goto('/entities/ip/192.0.2.9');
  await ui.page.getByText('It did not come in this time').nth(2).waitFor();
  await loaded();
  assert.equal(await ui.page.getByText('It did not come in this time').count(), 3);
  assert.equal(await ui.page.getByRole('alert').count(), 0);
});

test('a JA4 is told in words, with who shares it, and an analyst says what sends it', async () => {
  await ui.page.goto(`/entities/ja4/${curl}`);
  await ui.page.getByText('TLS over TCP · TLS 1.3 · asks for a name').first().waitFor();
  await ui.page.getByText(/of all requests with a JA4, from \d+ addresses/).waitFor();
  await ui.page.getByText(/^curl 7/).waitFor();
  await ui.page.getByText('Ciphers 31').click();
  await ui.page.getByText('TLS_AES_256_GCM_SHA384').waitFor();
  await ui.page.getByRole('heading', { name: /^Addresses \d+ values/ }).waitFor();
  await ui.page.getByRole('button', { name: 'Say which client sends it' }).press('Enter');
  await ui.page.keyboard.type('Our shop checker');
  await press('Enter');
  await ui.page.getByText('Our shop checker').waitFor();
  await ui.page.getByRole('button', { name: 'Take back' }).press('Enter');
  await ui.page.getByText('Our shop checker').waitFor({ state: 'detached' });
});

test('a JA4 is labelled on its own page', async () => {
  await ui.page.goto(`/entities/ja4/${curl}`);
  await ui.page.getByRole('button', { name: 'Label…' }).press('Enter');
  const label = ui.page.getByRole('dialog', { name: 'Add a label' });
  await label.getByText(curl).waitFor();
  await label.getByLabel('Suspicious').check();
  await label.getByLabel('Comment').fill('A <b>tool</b>');
  await label.getByRole('button', { name: 'Add the label' }).press('Enter');
  await ui.page.getByText('A <b>tool</b>').waitFor();
  await ui.page.getByRole('button', { name: 'Remove the label Suspicious' }).press('Enter');
  await ui.page.getByText('No label.').waitFor();
});

test('a search of hosts is opened as one of hosts, and opens their page alone', async () => {
  const found = '/entities/host?value=shop*';
  const saved = ui.page.getByText('Saved', { exact: true });
  const named = ui.page.getByRole('button', { name: 'Shops', exact: true });
  await ui.page.goto(found);
  await saved.click();
  await ui.page.getByLabel('Name of this search').fill('Shops');
  await ui.page.getByLabel('the page begins with it').check();
  await ui.page.getByRole('button', { name: 'Save', exact: true }).click();
  await named.waitFor();
  const defaults = ui.page.waitForResponse(/\/v1\/searches\/defaults/);
  await ui.page.goto('/entities/ip');
  await (await defaults).finished();
  await loaded();
  assert.equal(new URL(ui.page.url()).search, '');
  await saved.click();
  await named.click();
  await ui.page.waitForURL(({ pathname, search }) => pathname + search === found);
  await ui.page.goto('/entities/host');
  await ui.page.waitForURL(({ pathname, search }) => pathname + search === found);
  await goTo('/searches');
  const link = ui.page.getByRole('link', { name: 'Shops', exact: true });
  assert.equal(await link.getAttribute('href'), found);
  await link.click();
  await saved.click();
  await ui.page.getByRole('button', { name: 'Remove the search Shops' }).click();
  await ui.page.getByText('No search was saved here yet.').waitFor();
});

test('names that begin alike are series of their own; a filter that stands twice in the address is one', async () => {
  const client = (key) => createClient({ baseUrl: platform.url, apiKey: platform.secret(key) });
  const host = ['a', 'b'].map((letter) => `${'begins-alike-'.repeat(4)}${letter}.example`);
  const body = host.map((each) => JSON.stringify(newRequest({ host: each }))).join('\n');
  await client('sensor.key').events.sendHttp({ body, idempotencyKey: crypto.randomUUID() });
  await until(async () => (await client('admin.key').requests.search({ host }).page()).items.length === 2);
  await ui.page.goto('/?by=host&from=-1h');
  await until(async () => (await ui.page.getByText(/^begins-alike-[^:]*: \d+$/).count()) === 2);
  await ui.page.getByText('As a table').first().click();
  await until(async () => (await ui.page.getByRole('columnheader', { name: 'begins-alike-' }).count()) === 2);
  await ui.page.goto('/requests?status=404&status=404');
  const chip = ui.page.getByRole('button', { name: 'Remove the filter status 404' });
  await chip.waitFor();
  assert.equal(await chip.count(), 1);
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
    await goTo(path);
    await ui.page.getByRole('row').filter({ hasText: read }).first().waitFor();
  }
  await goTo('/rotation/persistent');
  await ui.page
    .getByRole('row')
    .nth(1)
    .or(ui.page.getByText('No address is anomalous again and again'))
    .first()
    .waitFor();
  await goTo('/fingerprints');
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
  await goTo('/heatmap');
  await ui.page.waitForURL(/from=-7d/);
  await loaded();
  await ui.page
    .getByRole('link', { name: /^\d+ \w+, \d+ h: / })
    .first()
    .press('Enter');
  await ui.page.waitForURL(/\/requests\?/);
  await ui.page.getByRole('region', { name: 'Request' }).getByRole('row').nth(1).waitFor();
  assert.equal(parameters('from').length, 1);
});

test('the palette finds pages, actions and whatever was seen', async () => {
  const palette = ui.page.getByRole('combobox', { name: 'Go to, do, or look up' });
  const look = async (typed) => {
    await press('Control+k');
    await palette.waitFor();
    await ui.page.keyboard.type(typed);
  };
  await ui.page.goto('/status');
  await loaded();
  await look('heat');
  await press('Enter');
  await ui.page.getByRole('heading', { name: 'Requests by hour and day' }).waitFor();
  await loaded();
  await look('SHOP.ex');
  await ui.page.getByRole('option', { name: 'shop.example Open: Host' }).waitFor();
  // At once: the palette hears of its closing only after this.
  await press('Escape');
  await look(scanner);
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

/** Returns a text that goes on to 8 KB in letters of two and four bytes. */
const toEightKb = (text) => text + 'ä🦊'.repeat((8192 - Buffer.byteLength(text)) / 6);
const hostile = {
  agent: toEightKb(`<img src=x onerror="document.title='hacked'">\u202Egnp.exe `),
  path: toEightKb('/<script>document.title="hacked"</script>/\u202E'),
  host: `<b>host</b>.\u202E🦊.${'x'.repeat(900)}.example`,
  header: toEightKb('X-<svg onload=alert(1)>\u202E'),
  comment: toEightKb(`<iframe srcdoc="<script>top.document.title='hacked'</script>">\u202E`),
};
const hostileClient = '192.0.2.66';
const written = (value) => value.replace('\u202E', '\\u202e');

test('what attackers write, 8 KB of it, is shown as text, in its place, wherever it stands', async () => {
  const client = (key) => createClient({ baseUrl: platform.url, apiKey: platform.secret(key) });
  const [admin, sensor] = [client('admin.key'), client('sensor.key')];
  const request = newRequest({
    host: hostile.host,
    path: hostile.path,
    src_ip: hostileClient,
    client_ip: hostileClient,
    headers: [
      ['User-Agent', hostile.agent],
      [hostile.header, hostile.agent],
    ],
  });
  const send = (body) => sensor.events.sendHttp({ body: JSON.stringify(body), idempotencyKey: crypto.randomUUID() });
  await assert.rejects(send({ ...request, host: 'x'.repeat(8192) }), ({ errors }) =>
    /\/host$/.test(errors[0].location),
  );
  assert.deepEqual((await send(request)).rejected, []);
  const body = { label: 'suspicious', subject: 'address', value: hostileClient, comment: hostile.comment };
  await admin.labels.create({ body });
  await until(async () => (await admin.requests.search({ client_ip: [hostileClient] }).page()).items.length > 0);

  await ui.page.goto(`/requests?client_ip=${hostileClient}&facets=true`);
  for (const [field, value] of [
    ['path', hostile.path],
    ['host', hostile.host],
    ['user_agent', hostile.agent],
  ]) {
    const found = row(0).locator(`a[data-field=${field}]`);
    assert.equal(await found.getAttribute('data-value'), value);
    assert.equal((await found.textContent())?.trim(), written(value));
  }
  await row(0).getByRole('button').first().click();
  await ui.page.getByRole('dialog', { name: 'Request' }).getByText(written(hostile.header)).first().waitFor();
  for (const [type, value, heading] of [
    ['ip', hostileClient, /^Paths/],
    ['host', hostile.host, /^Paths/],
    ['path', hostile.path, /^Hosts/],
    ['user_agent', hostile.agent, /^Paths/],
  ]) {
    await ui.page.goto(`/entities/${type}/${encodeURIComponent(value)}`);
    await ui.page.getByRole('heading', { name: heading }).waitFor();
    await loaded();
    if (type === 'ip') await ui.page.getByText(written(hostile.comment)).waitFor();
    assert.deepEqual(await ui.page.getByRole('alert').filter({ hasText: /./ }).allInnerTexts(), [], type);
    assert.deepEqual(
      await ui.page.evaluate(() => {
        const { scrollWidth } = globalThis.document.documentElement;
        return {
          tooWide: Math.max(0, scrollWidth - globalThis.innerWidth),
          made: globalThis.document.querySelectorAll('main :is(img, iframe, script)').length,
        };
      }),
      { tooWide: 0, made: 0 },
      type,
    );
    assert.doesNotMatch(await ui.page.title(), /^hacked/);
  }
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
