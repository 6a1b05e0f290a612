import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { desk } from './desk.mjs';
import { ui } from '../harness.mjs';

const page = join(import.meta.dirname, '../../../docs/analyst-tasks.md');

/** Counts what a person does: a click, a key, a paste and a choice in a list are one each. */
class Hand {
  count = 0;

  async click(locator) {
    this.count++;
    await locator.click();
  }

  async press(key) {
    this.count++;
    await ui.page.keyboard.press(key);
  }

  /** Pastes a value that stood in a mail or a ticket. */
  async paste(text) {
    this.count++;
    await ui.page.keyboard.insertText(text);
  }

  async choose(locator, option) {
    this.count += 2;
    await locator.selectOption(option);
  }

  link(name) {
    return ui.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true });
  }

  button(name) {
    return ui.page.getByRole('button', { name, exact: true }).first();
  }

  /** Looks something up with the palette. */
  async lookUp(text) {
    await this.press('Control+k');
    await this.paste(text);
    await ui.page.getByRole('option', { name: text }).first().waitFor();
    await this.press('Enter');
  }
}

/** Each task from the overview on, done for real; in the order of docs/analyst-tasks.md. */
const tasks = {
  'Find who shares this JA4': async (hand, { page, says }) => {
    await hand.lookUp('t13d311100_e8f1e7e78f70_d41ae481755e');
    await page.waitForURL(/entities\/ja4/);
    await says('203.0.113.99');
  },
  'Is this address a bot, and why': async (hand, { page, says }) => {
    await hand.lookUp('203.0.113.99');
    await page.waitForURL(/entities\/ip/);
    await says(/paths that scanners look for/);
  },
  'Everything one address did in the last day': async (hand, { page, row }) => {
    await hand.lookUp('203.0.113.99');
    await page.waitForURL(/entities\/ip/);
    await row('/.env').waitFor();
  },
  'Acknowledge 40 similar alerts': async (hand, { page, says }) => {
    await hand.click(hand.link('Detections'));
    await page.locator('tr.chosen').waitFor();
    while (!(await page.locator('tr.chosen').innerText()).includes('Guesses passwords')) await hand.press('j');
    await hand.press('a');
    await says(/^\d{2} detections now acknowledged\.$/);
  },
  'What changed since yesterday': async (hand, { says }) => {
    await says('What changed');
  },
  'Export evidence to a SIEM': async (hand, { page }) => {
    await hand.click(hand.link('Detections'));
    const download = page.waitForEvent('download');
    await hand.choose(page.getByLabel('Export as'), 'ecs');
    assert.equal((await download).suggestedFilename(), 'detections.ecs.ndjson');
  },
  'Block an address with an expiry': async (hand, { page, says }) => {
    await hand.click(page.getByRole('link', { name: /paths that scanners look for/ }).first());
    await page.getByRole('button', { name: 'Block…' }).waitFor();
    await hand.press('b');
    await hand.click(page.getByRole('dialog').getByRole('button', { name: 'Block', exact: true }));
    await says(/is blocked\.$/);
  },
  'Who lies about the browser': async (hand, { page, row }) => {
    await hand.click(hand.link('Detections'));
    await row('Browser by name').waitFor();
    await hand.click(page.getByRole('button', { name: /^Detections of Browser by name/ }).first());
    await page.locator('tbody input[type=checkbox]').first().waitFor();
  },
  'Is a sensor blind': async (hand, { page, row, sensor }) => {
    await hand.click(hand.link('Sensors'));
    await row(sensor)
      .getByText(/^(Healthy|Lagging|Blind|Silent)$/)
      .waitFor();
    assert.ok(page.url().includes('/sensors'));
  },
  'Retrain and promote a model': async (hand, { says }) => {
    await hand.click(hand.link('Models'));
    await desk.trained(() => hand.click(hand.button('Train a model')));
    await hand.click(hand.button('Promote'));
    await hand.press('Enter');
    await says('It scores from now on.');
  },
};

/** Returns what the page of docs says of each task: what it takes here, in EveBox, and in the original. */
function counted() {
  const rows = readFileSync(page, 'utf8').matchAll(/^\| \d+ +\| ([^|]+?) +\| (\d+) +\| ([^|]+?) +\| ([^|]+?) +\|$/gm);
  return new Map([...rows].map(([, task, here, evebox, original]) => [task, { here: Number(here), evebox, original }]));
}

desk.describe('ten tasks of an analyst', () => {
  after(async () => {
    // Who is blocked already cannot be blocked by the tests that follow.
    for await (const { decision_id } of desk.api.decisions.list()) await desk.api.decisions.remove({ decision_id });
  });

  test('docs/analyst-tasks.md names just these', () => {
    assert.deepEqual([...counted().keys()], Object.keys(tasks));
  });

  for (const [name, task] of Object.entries(tasks)) {
    test(`${name} takes what the page says, and no more than elsewhere`, async () => {
      const { items } = await desk.api.sensors.list().page();
      await desk.visit('/', 'Overview');
      const hand = new Hand();
      await task(hand, {
        page: ui.page,
        says: (text) => desk.says(text),
        row: (text) => desk.row(text),
        sensor: items[0].sensor_id,
      });
      const { here, ...others } = counted().get(name);
      assert.equal(hand.count, here, `${name} took ${hand.count}`);
      for (const other of Object.values(others)) {
        const count = /^(\d+)/.exec(other)?.[1];
        assert.ok(count === undefined || here <= Number(count), other);
      }
    });
  }
});
