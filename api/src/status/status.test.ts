import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { Status } from './status.types.js';

// It stands still: how long ago something was is told to the minute.
const now = Date.now();
const batch = {
  ...{ batch_id: crypto.randomUUID(), kind: 'tls', state: 'correlated', good: 3, version: 1 },
  // Long enough ago for the sensor to be silent, and within the last day.
  received_at: new Date(now - 3_600_000).toISOString(),
  changed_at: new Date(now - 3_600_000).toISOString(),
};

describe('status and health', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness({ now: () => now });
  });
  after(() => api.close());

  test('200: an empty platform is well, and says what it holds', async () => {
    const status = (await (await api.call('/v1/status')).json()) as Status;
    assert.deepEqual(status.problems, []);
    assert.equal(status.ok, true);
    assert.equal(status.backlog.batches, 0);
    assert.equal(status.backlog.oldest_age_s, null);
    assert.deepEqual(
      status.queues.map((queue) => [queue.name, queue.ok]),
      [
        ['correlation', true],
        ['detection', true],
      ],
    );
  });

  test('200: sensors with their state; what a person should look at is a warning', async () => {
    await api.context.store.insert('test', 'ingest_batches', [{ ...batch, sensor_id: 'web-1' }]);
    const { ok, warnings, notices, sensors } = (await (await api.call('/v1/status')).json()) as Status;
    assert.deepEqual([ok, sensors.map(({ sensor_id, state }) => [sensor_id, state])], [true, [['web-1', 'silent']]]);
    assert.match(warnings.join(), /web-1 is silent\. Nothing has come from it for 60 minutes/);
    const told = { key: 'status.sensor.silent', values: { sensor: 'web-1' } };
    const notice = notices.find(({ messages }) => messages[0]?.key === told.key);
    assert.deepEqual([notice?.level, notice?.messages[0]], ['warning', told]);
  });

  test('200: an old list is a warning, by its import where nothing says when its data was made', async () => {
    const list = {
      kind: 'clients',
      source: '',
      licence: '',
      checksum: '',
      entries: 1,
      imported_by: 'me',
      generation: 1,
    };
    const [today, long] = [now, now - 100 * 86_400_000].map((time) => new Date(time).toISOString());
    await api.context.store.insert('test', 'reference_lists', [
      { ...list, list: 'dated', data_time: long, imported_at: today, removed: false },
      { ...list, list: 'undated', data_time: null, imported_at: long, removed: false },
      { ...list, list: 'new', data_time: null, imported_at: today, removed: false },
    ]);
    const { notices, reference_lists } = (await (await api.call('/v1/status')).json()) as Status;
    const told = notices.flatMap(({ messages }) => messages).filter(({ key }) => key.startsWith('status.list-old'));
    assert.deepEqual(told, [
      { key: 'status.list-old', values: { list: 'dated', days: '100' } },
      { key: 'status.list-old-import', values: { list: 'undated', days: '100' } },
    ]);
    assert.deepEqual(
      reference_lists.map(({ age_days }) => age_days),
      [100, 0, 100],
    );
  });

  test('livez, readyz, metrics and the specification need no key', async () => {
    for (const path of ['/livez', '/readyz', '/metrics', '/openapi.json', '/docs/problems/not-found']) {
      assert.equal((await fetch(api.address + path)).status, 200, path);
    }
  });

  test('404: an unknown path is a problem with a request id, and shows no file outside the docs', async () => {
    for (const path of ['/v1/nothing', '/docs/problems/nothing', '/docs/problems/..%2f..%2fpackage']) {
      const response = await fetch(api.address + path, { headers: { 'x-request-id': 'mine' } });
      assert.equal(response.status, 404, path);
      assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8');
      assert.equal(((await response.json()) as { request_id: string }).request_id, 'mine');
    }
  });
});
