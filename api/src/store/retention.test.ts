import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { aggregateTables, isDaily } from '../correlation/aggregate-tables.js';
import { skipWithoutServices } from '../testing/harness.js';
import { migrateUp } from './migrations.js';
import { Retention } from './retention.js';
import { Store } from './store.js';

const dayMs = 24 * 3_600_000;
const today = Math.floor(Date.now() / dayMs);
/** 1970 began on a Thursday. */
const mondayOfLastWeek = today - ((today + 3) % 7) - 7;
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

describe('retention', { skip: skipWithoutServices }, () => {
  let store: Store;
  before(async () => {
    store = new Store(process.env.CLICKHOUSE_URL!, `test_retention_${process.pid}`);
    await migrateUp(store, { retention: new Retention(today - mondayOfLastWeek) });
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
});
