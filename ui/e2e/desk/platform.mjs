import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk } from './desk.mjs';
import { ui } from '../harness.mjs';

desk.describe('the platform', () => {
  test('a sensor says how it is, whether it is blind, and takes its configuration from here', async () => {
    const { items } = await desk.api.sensors.list().page();
    const { sensor_id } = items[0];
    await desk.visit('/sensors', 'Sensors');
    await desk.row(sensor_id).getByRole('link').click();
    await ui.page.getByRole('heading', { name: 'Is it blind?' }).waitFor();
    await desk.says('Match rate');
    const help = ui.page.getByRole('link', { name: 'How to find out why a sensor is blind' });
    assert.equal((await ui.page.request.get(await help.getAttribute('href'))).status(), 200);
    const ports = ui.page.getByLabel('JA4_CAPTURE_PORTS');
    await ports.fill('443,8443');
    await desk.press('Enter');
    await desk.says(/^Saved as version/);
    const { version } = await desk.api.sensors.configuration({ sensor_id });
    const body = { settings: { JA4_CAPTURE_PORTS: '443' } };
    await desk.api.sensors.configure({ sensor_id, ifMatch: `"${version}"`, body });
    await ports.fill('444');
    await desk.press('Enter');
    await desk.says('Somebody else changed this meanwhile');
    await ui.page.waitForFunction(() =>
      [...globalThis.document.querySelectorAll('input')].some(({ value }) => value === '443'),
    );
  });

  test('a sensor is enrolled with a token that is shown once', async () => {
    await desk.visit('/sensors', 'Sensors');
    await ui.page.getByRole('button', { name: 'Enrol a sensor' }).click();
    await ui.page.getByLabel('Name of the sensor').fill('edge-9');
    await desk.press('Enter');
    await ui.page.getByText(/^ja4-sensor enrol --api http.* --token ja4_/).waitFor();
    await ui.page.getByRole('button', { name: 'I have it' }).click();
    assert.equal(await ui.page.getByText('--token').count(), 0);
    await desk.row('edge-9').getByRole('button', { name: 'Delete' }).click();
    await desk.press('Enter');
    await desk.says('The token is deleted.');
  });

  test('reference lists say their age, source and terms, and what they know of an address', async () => {
    await desk.visit('/lists', 'Reference lists');
    await desk.row('Network of an address').getByText('in force').waitFor();
    await ui.page.getByLabel('What the lists say of an address or JA4').fill('8.8.8.8');
    await desk.press('Enter');
    await ui.page
      .getByText(/^AS\d+/)
      .or(ui.page.getByText('The lists say nothing of it.'))
      .first()
      .waitFor();
    await ui.page.getByRole('button', { name: 'Import a list' }).click();
    await ui.page.getByLabel(/^Name/).fill('offices');
    const buffer = Buffer.from('192.0.2.0/24,office\n');
    await ui.page.getByLabel('File').setInputFiles({ name: 'offices.csv', mimeType: 'text/csv', buffer });
    await ui.page.getByRole('button', { name: 'Import', exact: true }).click();
    await desk.says(/offices is in force with 1/);
  });

  test('status names the store, the queues and the sensor', async () => {
    await desk.visit('/status', 'Status');
    for (const name of ['correlation', 'detection', 'http_logs']) await desk.says(name);
  });
});
