import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { aggregateTables, isDaily } from '../correlation/aggregate-tables.js';
import type { Overview } from '../metrics/metrics.types.js';
import { answerOf } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { migrateUp } from './migrations.js';
import { Retention } from './retention.js';
import { Store } from './store.js';

const dayMs = 24 * 3_600_000;
const today = Math.floor(Date.now() / dayMs);
/** 1970 began on a Thursday. */
const mondayOfLastWeek = today - ((today + 3) % 7) - 7;
/** What every row of http_events has. */
const event = {
  time: '2026-01-01',
  scheme: 'https',
  src_ip: '::1',
  src_port: 1,
  dst_ip: '::1',
  dst_port: 443,
  method: 'GET',
  host: 'shop.example',
  path: '/',
  status: 200,
};
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

describe('retention', { skip: skipWithoutServices }, () => {
  let store: Store;
  before(async () => {
    store = new Store(process.env.CLICKHOUSE_URL!, `test_retention_${process.pid}`);
    // The Monday's hours are gone since yesterday, and the day itself since midnight.
    await migrateUp(store, { retention: new Retention(today - mondayOfLastWeek - 1) });
  });
  after(async () => {
    await store.command('test', `DROP DATABASE IF EXISTS ${store.database}`);
    await store.close();
  });

  for (const { table } of aggregateTables.filter(isDaily))
    test(`${table}: a day that is too old leaves its week, and the others stay`, async () => {
      const days = [mondayOfLastWeek, mondayOfLastWeek + 2].map(dateOf);
      const rows = days.map((day) => `('${day}', 1)`).join(', ');
      await store.command('test', `INSERT INTO ${store.database}.${table} (hour, requests) VALUES ${rows}`);
      await store.command('test', `ALTER TABLE ${store.database}.${table} MODIFY SETTING merge_with_ttl_timeout = 0`);
      const daysLeft = async (): Promise<string[]> => {
        const left = await store.rows<{ day: string }>('test', `SELECT toString(toDate(hour)) AS day FROM ${table}`);
        return left.map(({ day }) => day);
      };
      for (let tries = 0; tries < 300 && (await daysLeft()).length > 1; tries++) await sleep(100);
      assert.deepEqual(await daysLeft(), [days[1]]);
    });

  for (const table of ['ingest_batches', 'http_events'])
    test(`${table}: what came too long ago goes, and what came since stays`, async () => {
      const { database } = store;
      await store.command('test', `ALTER TABLE ${database}.${table} MODIFY SETTING merge_with_ttl_timeout = 0`);
      const rows = [mondayOfLastWeek, today].map((day) => ({ batch_id: randomUUID(), received_at: dateOf(day) }));
      const more = table === 'http_events' ? event : {};
      // Each its own insert: rows of different days never share a part.
      for (const row of rows) await store.insert('test', table, [{ ...more, ...row }]);
      const left = async (): Promise<string[]> => {
        const found = await store.rows<{ batch_id: string }>('test', `SELECT batch_id FROM ${table}`);
        return found.map(({ batch_id }) => batch_id);
      };
      for (let tries = 0; tries < 300 && (await left()).length > 1; tries++) await sleep(100);
      assert.deepEqual(await left(), [rows[1]!.batch_id]);
    });

  test('batches are kept as long as their requests, days one day longer than their hours', () => {
    const kept = (days: [string, number][]): number[] =>
      ['ingest_batches', 'http_events', 'scores', 'agg_entity_1d', 'agg_ip_1d'].map((table) =>
        new Retention(7, new Map(days)).days(table),
      );
    assert.deepEqual(kept([]), [7, 7, 7, 8, 8]);
    assert.deepEqual(kept([['http_logs', 30]]), [30, 30, 7, 8, 8]);
    assert.deepEqual(kept([['http_logs', 30], ['ingest_batches', 60]]), [60, 30, 7, 8, 8]); // prettier-ignore
    assert.deepEqual(kept([['agg_entity_1h', 90], ['agg_ip_1d', 60]]), [7, 7, 7, 91, 61]); // prettier-ignore
  });
});

describe('the oldest day that is kept', { skip: skipWithoutServices }, () => {
  const days = 7;
  // Its last hour goes at 23:00: until midnight the oldest is the day after.
  const oldest = Math.floor((Date.now() + 3_600_000) / dayMs) - days;
  let api: Harness;
  before(async () => {
    api = await startHarness(Date, { JA4_RETENTION_DAYS: String(days) });
    const { store } = api.context;
    const times = ['T12:00:00Z', 'T23:00:00Z'].map((hour) => dateOf(oldest) + hour);
    const requests = times.map((time, seq) => loggedRequest(seq, { time }));
    await insertRequests(store, requests);
    for (const { table } of aggregateTables)
      await store.command('test', `OPTIMIZE TABLE ${store.database}.${table} FINAL`);
  });
  after(() => api.close());

  const paths = ['/v1/entities/ja4', '/v1/entities/host', '/v1/entities/ip', '/v1/user-agents', '/v1/fingerprints'];
  for (const path of paths)
    test(`${path} counts no less of it by the day than by the hour`, async () => {
      const listed = async (hour: string): Promise<number> => {
        const { items } = await answerOf<{ items: { requests: number }[] }>(
          api,
          `${path}?from=${dateOf(oldest)}${hour}`,
        );
        return items[0]?.requests ?? 0;
      };
      // From noon on a merge has taken its first request, as far as hours are counted.
      const byHours = await listed('T01:00:00Z');
      assert.ok(byHours >= 1);
      assert.ok((await listed('T00:00:00Z')) >= byHours);
    });

  test('the figures of the first page are no less than those of its timeline', async () => {
    const { current, timeline } = await answerOf<Overview>(
      api,
      `/v1/metrics/overview?from=${dateOf(oldest)}T00:00:00Z`,
    );
    const requests = timeline.reduce((sum, bucket) => sum + bucket.requests, 0);
    assert.ok(requests >= 1);
    assert.ok(current.requests >= requests);
  });
});
