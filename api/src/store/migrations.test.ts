import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { skipWithoutServices } from '../testing/harness.js';
import { readMigrations, renderStatements } from './migration-files.js';
import { withMigrationLock } from './migration-lock.js';
import { migrateDown, migrateUp, migrationStatus, verifySchema } from './migrations.js';
import { Store } from './store.js';

const options = { retentionDays: 7 };

test('a file is rendered for a single node, statement by statement', () => {
  const sql = `-- A comment; with a semicolon.
CREATE TABLE {database}.a {on_cluster}
(
    b String COMMENT 'x; y'
)
ENGINE = {engine:ReplacingMergeTree(version)}
TTL c + INTERVAL {retention_days} DAY;

DROP TABLE {database}.b {on_cluster};
`;
  assert.deepEqual(renderStatements(sql, { database: 'd', retentionDays: 3 }), [
    "CREATE TABLE d.a\n(\n    b String COMMENT 'x; y'\n)\nENGINE = ReplacingMergeTree(version)\nTTL c + INTERVAL 3 DAY",
    'DROP TABLE d.b',
  ]);
});

test('a number that stands twice or a file without its counterpart is refused; a gap is none', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ja4-migrations-'));
  try {
    writeFileSync(join(directory, '0002_b.up.sql'), '');
    assert.throws(() => readMigrations(directory), /one .up.sql and one .down.sql/);
    writeFileSync(join(directory, '0002_b.down.sql'), '');
    assert.deepEqual(
      readMigrations(directory).map(({ version }) => version),
      [2],
    );
    for (const file of ['0002_c.up.sql', '0002_c.down.sql']) writeFileSync(join(directory, file), '');
    assert.throws(() => readMigrations(directory), /0002_c/);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

describe('migrations', { skip: skipWithoutServices }, () => {
  let store: Store;
  before(() => {
    store = new Store(process.env.CLICKHOUSE_URL!, `test_migrations_${process.pid}`);
  });
  after(async () => {
    await store.command('test', `DROP DATABASE IF EXISTS ${store.database}`);
    await store.close();
  });

  const states = async (): Promise<string[]> => (await migrationStatus(store)).map(({ state }) => state);
  const count = readMigrations().length;

  test('from empty, by two processes at once', async () => {
    await Promise.all([migrateUp(store, options), migrateUp(store, options)]);
    assert.deepEqual(await states(), Array(count).fill('applied'));
    assert.deepEqual(await verifySchema(store, options), []);
  });

  test('from each version down and up again', async () => {
    for (let steps = 1; steps <= count; steps++) {
      await migrateDown(store, steps, options);
      assert.equal((await states()).filter((state) => state === 'pending').length, steps);
      await migrateUp(store, options);
      assert.deepEqual(await verifySchema(store, options), []);
    }
  });

  test('a run that was killed half-way is finished by the next', async () => {
    await migrateDown(store, count, options);
    const [first] = readMigrations();
    const [statement] = renderStatements(first!.up, { database: store.database, ...options });
    await store.command('test', statement!);
    await migrateUp(store, options);
    assert.deepEqual(await verifySchema(store, options), []);
  });

  test('verify names what differs', async () => {
    await store.command('test', `ALTER TABLE ${store.database}.http_logs ADD COLUMN extra String`);
    await store.command('test', `CREATE TABLE ${store.database}.stranger (a String) ENGINE = Memory`);
    assert.deepEqual(await verifySchema(store, options), [
      'http_logs: differs from its migration',
      'stranger: in no migration',
    ]);
    await store.command('test', `ALTER TABLE ${store.database}.http_logs DROP COLUMN extra`);
    await store.command('test', `DROP TABLE ${store.database}.stranger`);
  });

  test('an applied file that changed stops everything', async () => {
    const row = { version: 1, name: 'landing', checksum: 'other', removed: false };
    await store.insert('test', 'schema_migrations', [row]);
    await assert.rejects(migrateUp(store, options), /1 landing \(changed\)/);
    await store.insert('test', 'schema_migrations', [{ ...row, checksum: readMigrations()[0]!.checksum }]);
    await migrateUp(store, options);
  });

  test('one at a time holds the lock', async () => {
    let inside = 0;
    const work = async (): Promise<void> => {
      assert.equal(++inside, 1);
      await new Promise((resolve) => setTimeout(resolve, 50));
      inside--;
    };
    await Promise.all([1, 2, 3].map(() => withMigrationLock(store, work)));
  });
});
