import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { skipWithoutServices } from '../testing/harness.js';
import { QueryTooHeavy } from './errors.js';
import { Store } from './store.js';

const MiB = 1024 * 1024;

describe('limits of a read', { skip: skipWithoutServices }, () => {
  const store = new Store(process.env.CLICKHOUSE_URL!, 'default');
  after(() => store.close());

  test('more groups than it has memory for go to disk', async () => {
    const sql = 'SELECT count() AS found FROM (SELECT number AS n, count() FROM numbers(5000000) GROUP BY n)';
    const found = await store.rows('test', sql, {}, { bytes: 100 * MiB });
    assert.deepEqual(found, [{ found: 5_000_000 }]);
  });

  test('more than it may put on disk is too heavy', async () => {
    const sql = `SELECT count() FROM (SELECT number AS n, any(randomString(100)) AS text FROM numbers(6000000) GROUP BY n)
      WHERE text != ''`;
    const read = store.rows('test', sql, {}, { bytes: 50 * MiB });
    await assert.rejects(read, (error) => {
      assert.ok(error instanceof QueryTooHeavy);
      assert.match(String(error.cause), /temporary files size exceeded/);
      return true;
    });
  });

  test('what cannot be put on disk is too heavy', async () => {
    const sql = 'SELECT length(groupArray(number)) AS found FROM numbers(5000000)';
    await assert.rejects(store.rows('test', sql, {}, { bytes: 20 * MiB }), QueryTooHeavy);
  });

  test('a server that lacks a setting is told to be too old', async () => {
    await assert.rejects(store.rows('test', 'SELECT 1 SETTINGS no_such_setting = 1'), {
      message: 'CLICKHOUSE_URL: that server does not know no_such_setting: ClickHouse 26.7 or later is needed',
    });
  });
});
