import { test } from 'node:test';
import { assertAccessible } from '../harness.mjs';
import { desk } from './desk.mjs';

desk.describe('the desk', () => {
  test('every page is accessible in both themes', async () => {
    const first = async (list) => (await list.page()).items[0];
    const { detection_id } = await first(desk.api.detections.list({ client_ip: ['203.0.113.99'] }));
    const { campaign_id } = await first(desk.api.campaigns.list());
    const { model_id } = await first(desk.api.models.list());
    const { sensor_id } = await first(desk.api.sensors.list());
    const paths = [
      ...['/detections', '/detections?group=none', '/detections?host=nowhere', `/detections/${detection_id}`],
      ...['/campaigns', `/campaigns/${campaign_id}`, '/labels', '/rules', '/decisions', '/searches'],
      ...['/models', `/models/${model_id}`, '/jobs', '/sensors', `/sensors/${sensor_id}`, '/lists', '/status'],
      ...['/users', '/keys', '/audit', '/account'],
    ];
    await assertAccessible(paths);
  });
});
