import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { finding, hostile } from '../seed.mjs';
import { desk } from './desk.mjs';
import { loaded, ui, until } from '../harness.mjs';

desk.describe('the inbox', () => {
  const chosen = () => ui.page.locator('tr.chosen').innerText();
  /** Goes down with j until the row that the keyboard stands on says something. */
  async function goTo(text) {
    for (let step = 0; step < 30 && !(await chosen()).includes(text); step++) await desk.press('j');
    assert.ok((await chosen()).includes(text), text);
  }

  test('many alike are one row: acknowledged with one key, and put back with another', async () => {
    await desk.visit('/detections', 'Detections');
    await desk.row('Guesses passwords').waitFor();
    await goTo('Guesses passwords');
    await desk.press('a');
    // At least the forty that were seeded.
    await desk.says(/^([4-9]\d|\d{3,}) detections now acknowledged\.$/);
    await desk.row('Guesses passwords').waitFor({ state: 'detached' });
    await desk.press('u');
    await desk.says(/^([4-9]\d|\d{3,}) detections put back\.$/);
    await desk.row('Guesses passwords').waitFor();
  });

  test('a group is opened, its detections selected, taken, commented; the bulk changes can be undone later', async () => {
    await desk.visit('/detections?host=login.example', 'Detections');
    await desk.row('Guesses passwords').waitFor();
    await desk.press('Enter');
    await desk.row('198.18.0.').waitFor();
    await desk.press('j', 'x', 'j', 'x');
    await desk.says('on 2 detections');
    await desk.press('i');
    await desk.says('2 detections taken.');
    await desk.press('m');
    const form = ui.page.getByRole('dialog', { name: 'Assign, comment' });
    await form.getByLabel('Comment').fill('a known customer');
    await form.getByRole('button', { name: 'Save' }).click();
    await desk.says('1 detection changed.');
    await desk.press('h');
    const history = ui.page.getByRole('dialog', { name: 'Bulk changes' });
    await history.getByText('assigned to admin').first().waitFor();
    await history.getByRole('button', { name: 'Undo' }).first().click();
    await history.getByText('undone by admin').first().waitFor();
  });

  test('filters, grouping and what is open stand in the URL; a saved search brings them back', async () => {
    await desk.visit('/detections', 'Detections');
    await desk.row('Guesses passwords').waitFor();
    await desk.press('/');
    await ui.page.keyboard.type('198.18.0.7');
    await desk.press('Enter');
    await desk.says(/^1 detection$/);
    await ui.page.locator('h1').click();
    await desk.press('g');
    await ui.page.waitForURL(/group=client_ip/);
    await desk.press('g');
    await ui.page.waitForURL(/group=ja4/);
    await ui.page.getByText('Saved', { exact: true }).first().click();
    await ui.page.getByLabel('Name').fill('Number seven');
    await desk.press('Enter');
    await ui.page.getByRole('button', { name: 'Number seven', exact: true }).waitFor();
    await desk.visit('/searches', 'Saved searches');
    await desk.row('Number seven').getByRole('link').click();
    await ui.page.waitForURL(/client_ip=198.18.0.7&group=ja4|group=ja4&client_ip=198.18.0.7/);
    await ui.page.getByRole('button', { name: 'Remove the filter Client 198.18.0.7' }).click();
    await ui.page.waitForURL((url) => !url.searchParams.has('client_ip'));
  });

  test('what a hostile client wrote is text', async () => {
    await desk.visit('/detections?group=host', 'Detections');
    await desk.row('<img src=x').waitFor();
    await goTo('<img src=x');
    await desk.press('Enter');
    await ui.page.getByRole('link', { name: '198.18.3.1' }).click();
    await ui.page.getByRole('listitem').getByText(hostile.slice(0, 24)).waitFor();
    assert.equal(await ui.page.locator('main img').count(), 0);
    const overflow = await ui.page.evaluate(() => {
      const { document, innerWidth } = globalThis;
      return document.documentElement.scrollWidth - innerWidth;
    });
    assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
  });

  test('nobody is a value to narrow down to; a filter that stands twice in the address is one', async () => {
    const filters = { host: ['login.example'], status: ['open'], assignee: '' };
    const { total } = await desk.api.detections.list({ ...filters, count: true }).page();
    await desk.visit('/detections?host=login.example', 'Detections');
    const chip = (name) => ui.page.getByRole('button', { name: `Remove the filter ${name}`, exact: true });
    await ui.page.getByText('Narrow down', { exact: true }).click();
    await ui.page.getByTitle('Only Assignee nobody').click();
    await ui.page.waitForURL(({ searchParams }) => searchParams.get('assignee') === '');
    await desk.says(new RegExp(`^${total} detections$`));
    await chip('Assignee nobody').click();
    await ui.page.waitForURL(({ searchParams }) => !searchParams.has('assignee'));
    await desk.visit('/detections?host=login.example&host=login.example', 'Detections');
    await chip('Host login.example').waitFor();
    assert.equal(await chip('Host login.example').count(), 1);
  });
});

desk.describe('the row that the keyboard stands on', () => {
  const host = ['many.example'];
  const large = 160;
  const found = (at, key) => {
    const { reasons, ...others } = finding(`many-${at}`, { level: 'low', score: 0.4 - at / 1000, host: host[0] });
    const client_ip = `198.18.${5 + (at >> 7)}.${1 + (at & 127)}`;
    return { ...others, client_ip, reasons: [{ ...reasons[0], key, severity: 'low' }] };
  };
  const chosen = () => ui.page.locator('tr.chosen');
  const addressChosen = () => chosen().locator('a.mono').first().innerText();
  /** Returns the addresses of what is not open any more, once that are so many. */
  async function decided(count) {
    const closed = async () => (await desk.api.detections.list({ host, status: ['closed'], limit: 500 }).page()).items;
    await until(async () => (await closed()).length >= count);
    return (await closed()).map(({ client_ip }) => client_ip);
  }
  /** Goes down to a row of so many, which are read on the way. */
  async function goDown(to, of) {
    const rows = async () => Number(await ui.page.getByRole('table').getAttribute('aria-rowcount')) - 1;
    const start = (await chosen().count()) === 0 ? -1 : Number(await chosen().getAttribute('aria-rowindex')) - 2;
    for (let at = start; at < to; at++) {
      await until(async () => (await rows()) >= Math.min(at + 10, of));
      await desk.press('j');
    }
  }
  /** Has everything read again. */
  async function refresh() {
    const answer = ui.page.waitForResponse((response) => response.url().includes('/v1/detections?'));
    await desk.press('r');
    await (await answer).finished();
    await loaded();
  }

  before(async () => {
    const items = Array.from({ length: large }, (_, at) => found(at, 'request-rate'));
    await desk.api.detections.upsert({ body: { items: [...items, found(large, 'request-burst')] } });
  });
  after(async () => {
    const filters = { host, status: ['open'] };
    const { total } = await desk.api.detections.list({ ...filters, count: true, limit: 1 }).page();
    await desk.api.detections.bulk({ body: { filters, expected: total, change: { status: 'closed' } } });
  });

  test('is the same after everything was read again, and the next once it is decided about', async () => {
    await desk.visit('/detections?host=many.example', 'Detections');
    await desk.row('Asks faster than people do').waitFor();
    await desk.press('Enter');
    await desk.row('198.18.5.1').waitFor();
    await goDown(130, large + 2);
    const address = found(129, '').client_ip;
    assert.equal(await addressChosen(), address, 'each key goes one row down');
    await refresh();
    assert.ok((await chosen().innerText()).includes(address));
    await desk.press('c');
    await desk.says('1 detection now closed.');
    assert.deepEqual(await decided(1), [address]);
    await until(async () => (await addressChosen()) !== address);
    assert.equal(await addressChosen(), found(130, '').client_ip);
  });

  test('is none where somebody else closed it, and after the last of a group: then a key changes nothing', async () => {
    await desk.visit('/detections?host=many.example&open=request-rate', 'Detections');
    await desk.row('198.18.5.1').waitFor();
    await desk.press('j');
    const { client_ip } = found(0, '');
    assert.equal(await addressChosen(), client_ip);
    const one = { client_ip: [client_ip], status: ['open'] };
    await desk.api.detections.bulk({ body: { filters: one, expected: 1, change: { status: 'closed' } } });
    await refresh();
    await chosen().waitFor({ state: 'detached' });
    await desk.press('c');
    await goDown(large - 2, large);
    const last = await addressChosen();
    await desk.press('c');
    await desk.says('1 detection now closed.');
    await chosen().waitFor({ state: 'detached' });
    await desk.press('c');
    await refresh();
    const closed = await decided(3);
    assert.equal(closed.length, 3);
    assert.ok(closed.includes(last) && closed.includes(client_ip));
  });
});
