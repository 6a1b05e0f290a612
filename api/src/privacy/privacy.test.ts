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

  test('200: every table that holds addresses is named, also where they stand in texts', async () => {
    const { tables } = await answer<Privacy>(api.call('/v1/privacy'), 200);
    // Of a new table somebody has to say what it holds.
    assert.deepEqual(
      tables.filter(({ personal }) => !personal).map(({ table }) => table),
      [
        'agg_header_fingerprint_1h',
        'agg_ja4_prevalence_1d',
        'agg_ja4_prevalence_1h',
        'agg_protocol_1h',
        'agg_tcp_fingerprint_1h',
        'agg_user_agent_1d',
        'api_keys',
        'correlation_lanes',
        'detection_bulk_items',
        'detection_explanations',
        'detection_history',
        'ingest_batches',
        'model_decisions',
        'model_drift',
        'models',
        'reference_fingerprints',
        'reference_lists',
        'schema_migrations',
        'sensor_heartbeats',
        'sensor_last_heartbeats',
        'sensor_tokens',
        'users',
        'webhooks',
      ],
    );
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
