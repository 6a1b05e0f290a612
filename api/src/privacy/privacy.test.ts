import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answer, bearer } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { Privacy } from './privacy.types.js';

describe('privacy', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness(Date, { JA4_RETENTION_DAYS: '9' });
  });
  after(() => api.close());

  test('200: what the store does, table by table', async () => {
    const { tables, pseudonymisation_age_days } = await answer<Privacy>(api.call('/v1/privacy'), 200);
    assert.equal(pseudonymisation_age_days, null);
    const named = Object.fromEntries(
      tables.map(({ table, days, rule, personal }) => [table, { days, rule, personal }]),
    );
    assert.deepEqual(named.http_logs, { days: 9, rule: 'time', personal: true });
    assert.deepEqual(named.handshakes, { days: 9, rule: 'time', personal: true });
    assert.deepEqual(named.audit, { days: 365, rule: 'time', personal: true });
    assert.deepEqual(named.users, { days: null, rule: null, personal: false });
    assert.deepEqual(named.detection_history, {
      days: 30,
      rule: "changed_at WHERE change IN ('evidence', 'verdict')",
      personal: false,
    });
  });

  test('200: a retention that was changed in the store is shown as it is', async () => {
    const { store } = api.context;
    await store.command('test', `ALTER TABLE ${store.database}.scores MODIFY TTL hour + INTERVAL 3 DAY`);
    const { tables } = await answer<Privacy>(api.call('/v1/privacy'), 200);
    assert.equal(tables.find(({ table }) => table === 'scores')?.days, 3);
  });

  test('403: for administrators', async () => {
    const analyst = bearer(await api.key({ name: 'ana', kind: 'analyst' }));
    await answer(api.call('/v1/privacy', { headers: analyst }), 403);
  });
});
