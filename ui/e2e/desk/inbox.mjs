import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostile } from '../seed.mjs';
import { desk } from './desk.mjs';
import { ui } from '../harness.mjs';

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
});
