import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { skipWithoutServices } from '../testing/harness.js';
import { migrateUp } from './migrations.js';
import { Retention } from './retention.js';
import { Store } from './store.js';

const keys = 5;
/** A whole hour, so that every kind of time can say it; late enough for every TTL. */
const hour = Math.floor(Date.now() / 3_600_000) * 3600 + 3600;

interface Column {
  readonly name: string;
  readonly type: string;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

describe('tables whose newest row counts', { skip: skipWithoutServices }, () => {
  let store: Store;
  before(async () => {
    store = new Store(process.env.CLICKHOUSE_URL!, `test_replacing_${process.pid}`);
    await migrateUp(store, { retention: new Retention(3650) });
  });
  after(async () => {
    await store.command('test', `DROP DATABASE IF EXISTS ${store.database}`);
    await store.close();
  });

  const run = (sql: string): Promise<void> => store.command('test', sql);

  /** Inserts rows of random values: the same ones each time, but for the column that says which is newer. */
  async function insert(table: string, columns: readonly Column[], version: string, newness: number): Promise<void> {
    const structure = columns.map(({ name, type }) => `${name} ${type}`).join(', ');
    const times = columns.filter(({ type }) => /^(Nullable\()?Date/.test(type));
    const fixed = times.map(({ name, type }) => `CAST(${hour}, ${quoted(type)}) AS ${name}`);
    const newer = columns
      .filter(({ name }) => name === version)
      .map(({ name, type }) => `CAST(${hour + newness}, ${quoted(type)}) AS ${name}`);
    const replaced = [...fixed.filter((column) => !column.endsWith(` AS ${version}`)), ...newer];
    const random = `generateRandom(${quoted(structure)}, 7, 6, 2)`;
    await run(`INSERT INTO ${store.database}.${table} (${columns.map(({ name }) => name).join(', ')})
      SELECT * ${replaced.length ? `REPLACE (${replaced.join(', ')})` : ''} FROM ${random} LIMIT ${keys}
      SETTINGS insert_deduplicate = 0, optimize_on_insert = 0`);
  }

  async function contents(table: string, version: string): Promise<{ rows: number; content: string; oldest: number }> {
    const oldest = version ? `toUInt64(min(t.${version}))` : '0';
    const sql = `SELECT count() AS rows, toString(groupBitXor(cityHash64(*))) AS content, ${oldest} AS oldest FROM ${table} AS t FINAL`;
    return (await store.rows<{ rows: number; content: string; oldest: number }>('test', sql))[0]!;
  }

  test('read the same before their parts are merged and after, whatever order the rows came in', async () => {
    const tables = await store.rows<{ name: string; version: string }>(
      'test',
      `SELECT name, extract(engine_full, '^ReplacingMergeTree\\\\((\\\\w+)\\\\)') AS version FROM system.tables
       WHERE database = {database:String} AND engine = 'ReplacingMergeTree' ORDER BY name`,
      { database: store.database },
    );
    assert.ok(tables.length > 20);
    for (const { name, version } of tables) {
      const columns = await store.rows<Column>(
        'test',
        `SELECT name, type FROM system.columns WHERE database = {database:String} AND table = {table:String}
         AND default_kind NOT IN ('ALIAS', 'MATERIALIZED') ORDER BY position`,
        { database: store.database, table: name },
      );
      await run(`SYSTEM STOP MERGES ${store.database}.${name}`);
      await run(`TRUNCATE TABLE ${store.database}.${name} SYNC`);
      for (const newness of [1, 3, 2]) await insert(name, columns, version, newness);
      const unmerged = await contents(name, version);
      assert.deepEqual([unmerged.rows, unmerged.oldest], [keys, version ? hour + 3 : 0], name);
      await run(`SYSTEM START MERGES ${store.database}.${name}`);
      await run(`OPTIMIZE TABLE ${store.database}.${name} FINAL`);
      assert.deepEqual(await contents(name, version), unmerged, name);
      const [stored] = await store.rows<{ rows: number }>('test', `SELECT count() AS rows FROM ${name}`);
      assert.equal(stored?.rows, keys, name);
    }
  });

  test('one heartbeat of a sensor is kept, on whatever days it sent some', async () => {
    const table = 'sensor_last_heartbeats';
    await run(`TRUNCATE TABLE ${store.database}.${table} SYNC`);
    for (const time of ['2026-11-20T08:00:00Z', '2026-11-22T08:00:00Z', '2026-11-21T08:00:00Z']) {
      await store.insert('test', 'sensor_heartbeats', [{ sensor_id: 'web-1', time }]);
    }
    await run(`OPTIMIZE TABLE ${store.database}.${table} FINAL`);
    const stored = await store.rows('test', `SELECT toString(time) AS time FROM ${table}`);
    assert.deepEqual(stored, [{ time: '2026-11-22 08:00:00.000' }]);
  });
});
