import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests } from '../testing/logged-requests.js';
import { storeOf, testRetentionDays } from '../testing/template.js';
import { day, traffic } from '../testing/traffic.js';
import { verifySchema } from './migrations.js';
import { Retention } from './retention.js';
import type { Store } from './store.js';

const skip =
  skipWithoutServices || (process.env.CLICKHOUSE_IS_EMBEDDED ? false : 'a server may keep its backups elsewhere');

describe('a backup', { skip }, () => {
  let api: Harness;
  let outside: Store;
  before(async () => {
    api = await startHarness();
    outside = storeOf('default');
    await insertRequests(api.context.store, traffic);
  });
  after(async () => {
    await outside.close();
    await api.close();
  });

  const lists = [`requests?count=true&${day}`, `entities/ip?${day}`, `attributes/ja4/values?${day}`, 'users'];
  const answers = (): Promise<unknown[]> => Promise.all(lists.map((list) => answerOf(api, `/v1/${list}`)));

  test('gives back the database as it was, and what counts new requests', async () => {
    const { store } = api.context;
    const { database } = store;
    const kept = await answers();

    await outside.command('test', `BACKUP DATABASE ${database} TO File('${database}')`);
    await outside.command('test', `DROP DATABASE ${database} SYNC`);
    await outside.command('test', `RESTORE DATABASE ${database} FROM File('${database}')`);

    assert.deepEqual(await answers(), kept);
    assert.deepEqual(await verifySchema(store, { retention: new Retention(testRetentionDays) }), []);
    await insertRequests(store, traffic);
    assert.notDeepEqual((await answers())[1], kept[1]);
  });
});
