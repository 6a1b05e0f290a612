import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk } from './desk.mjs';
import { ui } from '../harness.mjs';

desk.describe('the detector', () => {
  test('a campaign shows who shares what, its members are labelled together', async () => {
    await desk.visit('/campaigns', 'Campaigns');
    await desk.row('Password guessing').waitFor();
    await desk.press('j', 'Enter');
    await ui.page.waitForURL(/campaigns\/./);
    await desk.says('All 12 addresses');
    await ui.page
      .getByRole('img', { name: /^Graph of the addresses/ })
      .locator('canvas')
      .or(ui.page.getByText('This browser draws no graph'))
      .first()
      .waitFor();
    const shared = ui.page.getByRole('listitem').filter({ hasText: 'Paths asked for' });
    await shared.nth(2).waitFor();
    assert.equal(await shared.count(), 3);
    await shared.first().locator('summary').press('Enter');
    await shared.first().getByRole('link').first().waitFor();
    const plot = ui.page.getByRole('img', { name: /^Members by requests and score/ });
    await plot.locator('circle').nth(11).waitFor();
    assert.equal(await plot.locator('circle').count(), 12);
    await ui.page.getByLabel('To the right').selectOption('login_post_ratio');
    await ui.page.getByRole('img', { name: /^Members by login_post_ratio/ }).waitFor();
    await ui.page.getByLabel('Select 198.18.1.3').check();
    await ui.page.getByLabel('Select 198.18.1.4').check();
    await ui.page.getByRole('button', { name: 'Label 2 members' }).click();
    await ui.page.getByRole('button', { name: 'Add the label' }).click();
    await desk.says('2 addresses labelled.');
    await ui.page.getByRole('button', { name: 'Acknowledge' }).click();
    await desk.says('Now acknowledged.');
    await ui.page.getByRole('region', { name: 'History' }).getByText('Decided').waitFor();
  });

  test('a model is trained while one watches, promoted, and rolled back', async () => {
    await desk.visit('/models', 'Models');
    const models = await desk.trained(() => ui.page.getByRole('button', { name: 'Train a model' }).click());
    // The new one may be the champion already, where the one before had seen too little.
    const promote = ui.page.getByRole('button', { name: 'Promote' });
    const name = await models.filter({ has: promote }).first().locator('.mono').innerText();
    const model = models.filter({ hasText: name });
    await model.getByRole('button', { name: 'Promote' }).click();
    await desk.press('Enter');
    await desk.says('It scores from now on.');
    await model.getByRole('button', { name: 'Roll back' }).click();
    await desk.press('Enter');
    await desk.says(/scores again\.$/);
    await ui.page.getByRole('region', { name: 'Decisions recorded' }).getByText('Rolled back').first().waitFor();

    await promote.first().click();
    const question = ui.page.getByRole('dialog', { name: 'Score with this model from now on?' });
    await question.waitFor();
    // The rows under an open question are read again, and stand in another order.
    await ui.page.route('**/v1/models?*', async (route) => {
      const response = await route.fetch();
      const { items, ...rest } = await response.json();
      await route.fulfill({ response, json: { ...rest, items: items.toReversed() } });
    });
    const again = ui.page.waitForResponse('**/v1/models?*');
    await ui.page.evaluate(() =>
      globalThis.document.body.dispatchEvent(new globalThis.KeyboardEvent('keydown', { key: 'r', bubbles: true })),
    );
    await (await again).finished();
    assert.ok(await question.isVisible());
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
  });

  test('one model says how it scores, what moved, where it came from', async () => {
    const { items } = await desk.api.scores.list({ limit: 1 }).page();
    await desk.api.models.writeDrift({
      model_id: items[0].model_id,
      body: {
        items: [
          {
            window_from: new Date(Date.now() - 7_200_000).toISOString(),
            window_to: new Date(Date.now() - 3_600_000).toISOString(),
            ...{ feature: '', scope: '', method: 'psi', value: 0.31, threshold: 0.25, rows: 900 },
          },
        ],
      },
    });
    await desk.visit(`/models/${items[0].model_id}`, /^isolation-forest/);
    await desk.says(/rows scored in this time$/);
    for (const heading of ['Thresholds', 'Lineage', 'Metrics']) {
      await ui.page.getByRole('heading', { name: heading }).waitFor();
    }
    await desk.row('the score itself').getByText('drifted').waitFor();
  });

  test('jobs are listed by queue and state', async () => {
    await desk.visit('/jobs', 'Jobs');
    await desk.row('Train models').waitFor();
    await ui.page.getByRole('link', { name: 'Completed' }).click();
    await ui.page.getByRole('link', { name: 'Detection', exact: true }).click();
    await ui.page.waitForURL(/queue=detection/);
    await desk.row('Score hours').getByText('Completed').waitFor();
    await ui.page.getByText('Check what was joined').first().waitFor({ state: 'detached' });
  });
});
