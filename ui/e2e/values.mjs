// The button of a value: it comes up where the pointer or the keyboard is, and opens what one can do with the value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { row, ui, until } from './harness.mjs';

const button = () => ui.page.getByTitle('More with this value (.)');
const menu = () => ui.page.getByRole('dialog', { name: 'What to do with this value' });
const copied = () => ui.page.evaluate(() => navigator.clipboard.readText());

/** Returns how far the button is from a value's end, in pixels. */
async function distanceTo(value) {
  const [shown, at] = await Promise.all([button().boundingBox(), value.boundingBox()]);
  return Math.hypot(shown.x + shown.width - at.x - at.width, shown.y + shown.height / 2 - at.y - at.height / 2);
}

test('the pointer on a value brings its button, which opens the menu of that value', async () => {
  await ui.page.goto('/requests?status=404');
  const address = row(0).locator('a[data-field=client_ip]');
  await address.hover();
  await button().waitFor();
  assert.ok((await distanceTo(address)) < 8);
  const path = row(1).locator('a[data-field=path]');
  await path.hover();
  await until(async () => (await distanceTo(path)) < 8);
  await button().click();
  await menu()
    .getByText(await path.getAttribute('data-value'))
    .waitFor();
  await menu().getByRole('menuitem', { name: 'Copy' }).click();
  await menu().waitFor({ state: 'hidden' });
  await until(async () => (await copied()) === (await path.getAttribute('data-value')));
  await ui.page.getByRole('heading', { name: 'Requests' }).hover();
  await button().waitFor({ state: 'hidden' });
});

test('the keyboard on a value brings its button; its menu gives the focus back, in a dialog, too', async () => {
  await ui.page.goto('/requests?scheme=https&http_version=2');
  await row(0).waitFor();
  await ui.page.keyboard.press('j');
  await ui.page.keyboard.press('Tab');
  await ui.page.keyboard.press('Tab');
  const address = row(0).locator('a[data-field=client_ip]');
  await until(() => address.evaluate((link) => link === globalThis.document.activeElement));
  await button().waitFor();
  assert.ok((await distanceTo(address)) < 8);
  await ui.page.keyboard.press('.');
  await menu().waitFor();
  await ui.page.keyboard.press('Escape');
  await menu().waitFor({ state: 'hidden' });
  assert.ok(await address.evaluate((link) => link === globalThis.document.activeElement));
  await ui.page.keyboard.press('Enter');
  await ui.page.getByRole('heading', { name: /^Address / }).waitFor();
  await ui.page.goBack();
  await row(0).waitFor();
  await ui.page.keyboard.press('j');
  await ui.page.keyboard.press('Enter');
  const value = ui.page.getByRole('dialog', { name: 'Request' }).locator('a[data-field=tls_sni]');
  await value.hover();
  await button().click();
  await menu().getByRole('menuitem', { name: 'Filter in: only this' }).waitFor();
  await ui.page.keyboard.press('Escape');
  await ui.page.getByRole('dialog', { name: 'Request' }).waitFor();
});
