import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { finding } from '../seed.mjs';
import { desk } from './desk.mjs';
import { loaded, ui } from '../harness.mjs';

desk.describe('a detection', () => {
  const dialog = (name) => ui.page.getByRole('dialog', { name });

  async function open(address) {
    const { items } = await desk.api.detections.list({ client_ip: [address], verdict: 'any' }).page();
    await desk.visit(`/detections/${items[0].detection_id}`, address);
    return items[0];
  }

  test('says why in words, against the population, with the requests and the JSON', async () => {
    const { detection_id } = await open('203.0.113.99');
    const reason = ui.page.getByRole('link', { name: 'sensitive-path-scanning' });
    assert.equal((await ui.page.request.get(await reason.getAttribute('href'))).status(), 200);
    await ui.page.getByRole('img', { name: /Its requests over time/ }).waitFor();
    await ui.page.getByRole('columnheader', { name: 'Population' }).waitFor();
    await desk.row('/.env').waitFor();
    await desk.press('v');
    await ui.page.locator('pre').getByText(detection_id).waitFor();
  });

  test('is triaged, and its history says by whom', async () => {
    await open('203.0.113.99');
    await ui.page.getByLabel('Comment').fill('Known <b>pentest</b>');
    await ui.page.getByRole('button', { name: 'Acknowledge' }).click();
    await desk.says('Now acknowledged.');
    await ui.page.getByRole('region', { name: 'History' }).getByText('Known <b>pentest</b>').waitFor();
    await ui.page.getByRole('button', { name: 'Open again' }).click();
    await desk.says('Now open.');
  });

  test('a change that somebody else made first is not overwritten', async () => {
    const { detection_id, version } = await open('198.51.100.233');
    await desk.api.detections.triage({ detection_id, ifMatch: `"${version}"`, body: { comment: 'I was first' } });
    await ui.page.getByRole('button', { name: 'Escalate' }).click();
    await desk.says('Somebody else changed this meanwhile');
    await ui.page.waitForFunction(() => globalThis.document.querySelector('textarea')?.value === 'I was first');
  });

  test('its address is labelled, suppressed and blocked by keyboard; each is seen and taken back on its page', async () => {
    await open('198.18.0.40');
    await desk.press('l');
    await dialog('Add a label').getByLabel('Suspicious').focus();
    await desk.press('Space', 'Enter');
    await desk.says(/^Done/);
    await desk.press('b');
    await dialog('Block an address').getByLabel('Ends').selectOption({ label: 'After 4 h' });
    await dialog('Block an address').getByRole('button', { name: 'Block' }).click();
    await desk.says('198.18.0.40 is blocked.');
    await desk.press('s');
    await dialog('Add a rule').getByRole('button', { name: 'What would it do?' }).click();
    await dialog('Add a rule')
      .getByText(/^Now it would suppress 1/)
      .waitFor();
    await dialog('Add a rule').getByRole('button', { name: 'Add the rule' }).click();
    await desk.says('1 suppressed');
    await desk.says('Suppressed');

    await desk.visit('/decisions', 'Blocks');
    await desk.row('198.18.0.40').getByRole('button', { name: 'Take back' }).click();
    await desk.press('Enter');
    await desk.says('198.18.0.40 is not blocked any more.');
    for (const [path, heading] of [
      ['/rules', 'Rules'],
      ['/labels', 'Labels'],
    ]) {
      await desk.visit(path, heading);
      await desk.row('198.18.0.40').getByRole('button', { name: 'Remove' }).click();
      await desk.press('Enter');
      await desk.row('198.18.0.40').waitFor({ state: 'detached' });
    }
  });

  test('is handed to a SIEM in each of its forms', async () => {
    const { detection_id } = await open('203.0.113.99');
    for (const form of ['ecs', 'ocsf', 'stix', 'cef']) {
      const started = ui.page.waitForEvent('download');
      await ui.page.getByLabel('Export as').selectOption(form);
      const download = await started;
      const text = await readFile(await download.path(), 'utf8');
      assert.match(download.suggestedFilename(), new RegExp(`^detection-${detection_id.slice(0, 8)}.*`));
      assert.match(text, /203\.0\.113\.99/);
      await ui.page.getByLabel('Export as').waitFor();
    }
  });

  test('of long ago shows what came in a time that is chosen', async () => {
    const ago = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const longAgo = { client_ip: '198.18.4.1', level: 'low', first_seen: ago(12), last_seen: ago(10) };
    const { items } = await desk.api.detections.upsert({ body: { items: [finding('long-ago', longAgo)] } });
    const [{ detection_id }] = items;
    await desk.visit(`/detections/${detection_id}?from=-1h`, longAgo.client_ip);
    await ui.page.getByRole('img', { name: /Its requests over time/ }).waitFor();
    await loaded();
    assert.deepEqual(await ui.page.getByRole('alert').filter({ hasText: /./ }).allInnerTexts(), []);
    await desk.api.detections.bulk({ body: { ids: [detection_id], change: { status: 'closed' } } });
  });
});
