import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createLogger } from '@ja4-platform/common';
import { Retention } from '../store/retention.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { aggregateTables } from './aggregate-tables.js';
import { Aggregates } from './aggregates.js';
import type { Span } from './correlation.repository.js';

const now = Date.parse('2026-11-20T10:00:00Z');
const days = ['2026-11-17', '2026-11-18', '2026-11-19'];

describe('what a start of the API fills', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness({ now: () => now });
    // With a SYN and a POST each, so that every aggregate has every day.
    const address = { src_ip: '203.0.113.7', client_ip: '203.0.113.7', ip_meta_ttl: 52 };
    await insertRequests(
      api.context.store,
      days.map((day, seq) => loggedRequest(seq, { ...address, method: 'POST', time: `${day}T08:00:00Z` })),
    );
  });
  after(() => api.close());

  /** Fills, and returns the tables whose rows were counted for it. */
  async function counted(): Promise<string[]> {
    const tables: string[] = [];
    api.context.store.onStatement = (operation, sql) => {
      const [, table] = /^SELECT .*? FROM (\w+)(?: AS t)?\s+WHERE .* GROUP BY hour$/s.exec(sql) ?? [];
      if (operation === 'correlation.verify' && table) tables.push(table);
    };
    await api.fillAggregates();
    api.context.store.onStatement = undefined;
    return tables.sort();
  }

  const drop = (table: string, partition: string): Promise<void> =>
    api.context.store.command(
      'test',
      `ALTER TABLE ${api.context.store.database}.${table} DROP PARTITION ID '${partition}'`,
    );
  const daysOf = async (table: string): Promise<string[]> => {
    const rows = await api.context.store.rows<{ day: string }>(
      'test',
      `SELECT DISTINCT toDate(hour) AS day FROM ${table} ORDER BY day`,
    );
    return rows.map(({ day }) => day);
  };

  test('nothing is counted when no day is missing', async () => {
    assert.deepEqual(await counted(), []);
  });

  test('a table that has nothing of a day is compared and filled, and no other', async () => {
    await drop('agg_protocol_1h', '20261118');
    assert.deepEqual(await counted(), ['agg_protocol_1h', 'http_logs']);
    assert.deepEqual(await daysOf('agg_protocol_1h'), days);
    assert.deepEqual(await counted(), []);
  });

  test('also one whose source is to be filled first, in partitions of weeks', async () => {
    await drop('agg_entity_1h', '20261119');
    await drop('agg_entity_1d', '20261116');
    assert.deepEqual(await counted(), ['agg_entity_1d', 'agg_entity_1h', 'agg_entity_1h', 'http_logs']);
    for (const table of ['agg_entity_1h', 'agg_entity_1d']) assert.deepEqual(await daysOf(table), days);
  });

  test('a day that is about to go is not missed', async () => {
    await drop('agg_protocol_1h', '20261117');
    const { store } = api.context;
    const aggregate = aggregateTables.find(({ table }) => table === 'agg_protocol_1h')!;
    const lacking = (days: number): Promise<Span | undefined> =>
      new Aggregates(store, createLogger('test', 'fatal'), new Retention(days), () => Promise.resolve()).lacking(
        aggregate,
        now,
      );
    assert.equal(await lacking(3), undefined);
    assert.equal((await lacking(4))?.first, Date.parse('2026-11-17T00:00:00Z') * 1000);
  });
});
