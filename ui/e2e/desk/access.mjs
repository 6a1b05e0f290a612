import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk } from './desk.mjs';
import { platform, ui, until } from '../harness.mjs';

desk.describe('who may do what', () => {
  const password = 'correct horse battery';
  /** Signs in with a password that somebody else set, and chooses one. */
  async function firstVisit(page, login, given) {
    await page.goto('/');
    await page.getByLabel('Name').fill(login);
    await page.getByLabel('Password').fill(given);
    await page.keyboard.press('Enter');
    await page.getByText('Somebody else set your password').waitFor();
    await page.getByLabel('Current password').fill(given);
    await page.getByLabel('New password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByText('The password is changed.').waitFor();
  }

  test('a person is made, chooses a password, sees what the role may, and is shut out at once', async () => {
    await desk.visit('/users', 'Users');
    await ui.page.getByRole('button', { name: 'Add a person' }).click();
    const form = ui.page.getByRole('dialog', { name: 'Add a person' });
    await form.getByLabel('Name to sign in with').fill('vera');
    await form.getByLabel('Role').selectOption('viewer');
    await form.getByRole('button', { name: 'Add a person' }).click();
    const given = await ui.page.locator('code').innerText();
    await ui.page.getByRole('button', { name: 'I have it' }).click();

    const { page, complaints } = await desk.openAsNobody();
    await firstVisit(page, 'vera', given);
    await page.getByRole('link', { name: 'Detections' }).click();
    await page.getByRole('row').filter({ hasText: 'of' }).first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Acknowledge' }).count(), 0);
    for (const name of ['Users', 'Keys', 'Audit']) assert.equal(await page.getByRole('link', { name }).count(), 0);
    await page.goto('/models');
    await page.getByRole('link', { name: 'isolation-forest' }).first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Train a model' }).count(), 0);
    await page.goto('/entities/ip/203.0.113.99');
    await page.getByText(/^\d+ of 100: /).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Block this address' }).count(), 0);
    assert.equal(await page.getByLabel('Comment').count(), 0);
    for (const path of ['/users', '/keys', '/audit']) {
      await page.goto(path);
      await page.getByText('You may not see this').waitFor();
    }

    await desk.visit('/users', 'Users');
    await desk.row('vera').getByRole('button', { name: 'Disable' }).click();
    await desk.press('Enter');
    await desk.row('vera').getByText('disabled').waitFor();
    await page.goto('/detections');
    await page.getByLabel('Password').waitFor();
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  test('an analyst decides and labels, and looks after no keys', async () => {
    const { password: given } = await desk.api.users.create({ body: { login: 'ada', role: 'analyst' } });
    const { page } = await desk.openAsNobody();
    await firstVisit(page, 'ada', given);
    await page.goto('/detections');
    await page.getByRole('button', { name: 'Acknowledge' }).waitFor();
    await page.goto('/labels');
    await page.getByRole('button', { name: 'Add a label' }).waitFor();
    await page.goto('/sensors');
    await page.getByRole('heading', { name: 'Sensors' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Enrol a sensor' }).count(), 0);
    assert.equal(await page.getByRole('link', { name: 'Keys' }).count(), 0);

    // Signing out in one tab ends the other, which is not touched.
    const other = await page.context().newPage();
    await other.goto('/account');
    await other.getByText('this one', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await other.getByLabel('Password', { exact: true }).waitFor();
    await page.context().close();
  });

  test('a key is narrowed, shown once, revoked; the audit says who did it', async () => {
    await desk.visit('/keys', 'Keys');
    await ui.page.getByRole('button', { name: 'Make a key' }).click();
    const form = ui.page.getByRole('dialog', { name: 'Make a key' });
    await form.getByLabel('What it is for').fill('SIEM <script>');
    await form.getByLabel('audit:read').waitFor({ state: 'detached' });
    await form.getByLabel('requests:read').uncheck();
    await form.getByRole('button', { name: 'Make a key' }).click();
    const key = await ui.page.locator('code').innerText();
    assert.match(key, /^ja4_reader_/);
    const refused = await fetch(`${platform.url}/v1/requests`, { headers: { authorization: `Bearer ${key}` } });
    assert.equal(refused.status, 403);
    await ui.page.getByRole('button', { name: 'I have it' }).click();
    assert.equal(await ui.page.getByText(key).count(), 0);
    await desk.row('SIEM <script>').getByRole('button', { name: 'Revoke' }).click();
    await desk.press('Enter');
    await desk.row('SIEM <script>').getByText('revoked').waitFor();
    // Entries are written together, a moment later.
    await until(async () => (await desk.api.audit.list({ operation: 'keys.revoke' }).page()).items.length > 0);
    await desk.visit('/audit?operation=keys.*', 'Audit');
    await desk.row('keys.revoke').getByText('admin').first().waitFor();
    await ui.page.getByRole('link', { name: 'keys.revoke' }).first().click();
    await ui.page.waitForURL(/operation=keys.revoke/);
  });
});
