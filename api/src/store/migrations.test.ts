import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createLogger } from '@ja4-platform/common';
import { Aggregates } from '../correlation/aggregates.js';
import { rootDir } from '../http/pages.js';
import { skipWithoutServices } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { StoreUnavailable } from './errors.js';
import { render } from './migrate-command.js';
import { readMigrations, renderStatements, type Migration } from './migration-files.js';
import { withMigrationLock } from './migration-lock.js';
import { migrateDown, migrateUp, migrationStatus, plannedDown, plannedUp, verifySchema } from './migrations.js';
import { Retention } from './retention.js';
import { Store } from './store.js';

const options = { retention: new Retention(3650) };

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
  assert.deepEqual(renderStatements(sql, { database: 'd', retention: new Retention(3) }), [
    "CREATE TABLE d.a\n(\n    b String COMMENT 'x; y'\n)\nENGINE = ReplacingMergeTree(version)\nTTL c + INTERVAL 3 DAY",
    'DROP TABLE d.b',
  ]);
});

/** The statements that a script of `render` has for a cluster. */
function rendered(from?: string): string[] {
  const values = { database: 'd', retention: new Retention(3), cluster: 'main' };
  return render(values, from).split(/;\n\n/);
}

test('on a cluster all nodes share the record of migrations, other tables are of a shard', () => {
  const statements = rendered();
  const engineOf = (table: string): string | undefined =>
    statements
      .find((statement) => statement.startsWith(`CREATE TABLE IF NOT EXISTS d.${table} ON CLUSTER`))
      ?.match(/^ENGINE = .*$/m)?.[0];
  assert.equal(
    engineOf('schema_migrations'),
    `ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{uuid}', '{shard}-{replica}', changed_at)`,
  );
  assert.equal(engineOf('http_logs'), `ENGINE = ReplicatedMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}')`);
  // It would read the same rows from every shard.
  assert.ok(!statements.some((statement) => statement.includes('schema_migrations_distributed')));
});

test('the cluster to begin with has one shard, since nothing reads a second', () => {
  const file = readFileSync(join(rootDir, 'deploy/server/clickhouse-cluster.xml'), 'utf8');
  const [servers = ''] = /<remote_servers>.*<\/remote_servers>/s.exec(file) ?? [];
  assert.deepEqual([servers.match(/<shard>/g)?.length, servers.match(/<replica>/g)?.length], [1, 2]);
});

test('a script from a migration on drops nothing of those before, and records those that it has', () => {
  const [before, newest] = readMigrations().slice(-2);
  const statements = rendered(String(newest!.version));
  const own = renderStatements(newest!.up, { database: 'd', retention: new Retention(3), cluster: 'main' });
  assert.deepEqual(statements.slice(-own.length - 2, -2), own);
  assert.equal(statements.length, own.length + 4);
  const record = statements.at(-2)!;
  assert.ok(record.includes(newest!.checksum) && !record.includes(before!.checksum));
  for (const from of ['9999', 'x', '']) assert.throws(() => rendered(from), /--from/);
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
  const definitions = async (): Promise<unknown[]> =>
    store.rows(
      'test',
      `SELECT name, create_table_query AS definition FROM system.tables
       WHERE database = {database:String} AND name NOT LIKE '.inner%' ORDER BY name`,
      { database: store.database },
    );

  test('from empty, by two processes at once', async () => {
    await Promise.all([migrateUp(store, options), migrateUp(store, options)]);
    assert.deepEqual(await states(), Array(count).fill('applied'));
    assert.deepEqual(await verifySchema(store, options), []);
  });

  /** Applies one migration, as the version of the platform did that it was the newest of. */
  async function applied({ version, name, checksum, up }: Migration): Promise<void> {
    const { database } = store;
    for (const sql of renderStatements(up, { database, ...options })) await store.command('test', sql);
    await store.insert('test', 'schema_migrations', [{ version, name, checksum, removed: false }]);
  }

  test('back to an empty server, and from every earlier version, with requests in it', async () => {
    const newest = await definitions();
    for (let steps = 1; steps <= count; steps++) {
      await migrateDown(store, 1, options);
      assert.equal((await states()).filter((state) => state === 'pending').length, steps);
    }
    let requests = 0;
    for (const migration of readMigrations()) {
      if (await store.hasTable('http_logs')) await insertRequests(store, [loggedRequest(++requests)]);
      await applied(migration);
    }
    assert.equal(requests, count - 2);
    assert.deepEqual(await definitions(), newest);
    assert.deepEqual(await migrateUp(store, options), []);
    const aggregates = new Aggregates(store, createLogger('test', 'fatal'), options.retention, () => Promise.resolve());
    await aggregates.verify(Date.parse('2026-11-23T00:00:00Z'));
    const sql = `SELECT (SELECT count() FROM http_logs) AS requests, (SELECT sum(requests) FROM agg_host_ip_ja4_1h) AS aggregated`;
    assert.deepEqual(await store.rows('test', sql), [{ requests, aggregated: requests }]);
  });

  test('the newest heartbeat of each sensor stays when their table is made anew', async () => {
    const steps = count - readMigrations().findIndex(({ name }) => name === 'last_heartbeats');
    const newest = (): Promise<unknown[]> =>
      store.rows('test', 'SELECT sensor_id, toDate(time) AS day FROM sensor_last_heartbeats FINAL ORDER BY sensor_id');
    await migrateDown(store, steps, options);
    for (const [sensor_id, day] of [
      ['web-1', 20],
      ['web-2', 20],
      ['web-1', 21],
    ] as const) {
      await store.insert('test', 'sensor_heartbeats', [{ sensor_id, time: `2026-11-${day}T08:00:00Z` }]);
    }
    await store.command('test', `TRUNCATE TABLE ${store.database}.sensor_heartbeats SYNC`);
    const expected = [
      { sensor_id: 'web-1', day: '2026-11-21' },
      { sensor_id: 'web-2', day: '2026-11-20' },
    ];
    await migrateUp(store, options);
    assert.deepEqual(await newest(), expected);
    await migrateDown(store, steps, options);
    assert.deepEqual(await newest(), expected);
    await migrateUp(store, options);
    assert.deepEqual(await newest(), expected);
  });

  test('a changed retention changes the tables, and one of a table that has none is refused', async () => {
    const retention = new Retention(
      9,
      new Map([
        ['agg_entity_1h', 90],
        ['agg_host_ip_ja4_1h', 60],
      ]),
    );
    await migrateDown(store, 3, options);
    const planned = await plannedUp(store, { retention });
    const changed = `ALTER TABLE ${store.database}.http_logs MODIFY TTL toDateTime(time) + INTERVAL 9 DAY`;
    assert.ok(planned.includes(changed));
    const ran: string[] = [];
    store.onStatement = (_, sql) => ran.push(sql);
    await migrateUp(store, { retention });
    store.onStatement = undefined;
    assert.deepEqual(
      ran.filter((sql) => /^(CREATE|ALTER|DROP|INSERT)/.test(sql) && !sql.includes('schema_migrations')),
      planned,
    );
    assert.deepEqual(await plannedUp(store, { retention }), []);
    assert.deepEqual(await verifySchema(store, { retention }), []);
    const kept = await store.rows<{ days: string }>(
      'test',
      `SELECT extract(engine_full, 'toIntervalDay.(\\\\d+)') AS days FROM system.tables
       WHERE database = {database:String} AND name IN ('agg_entity_1h', 'agg_entity_1d', 'agg_handshakes_1h', 'agg_ip_1d', 'agg_user_agent_1d') ORDER BY name`,
      { database: store.database },
    );
    assert.deepEqual(
      kept.map(({ days }) => days),
      ['91', '90', '9', '61', '61'],
    );
    await assert.rejects(
      migrateUp(store, { retention: new Retention(7, new Map([['users', 3]])) }),
      /users has no retention/,
    );
    await migrateUp(store, options);
    assert.deepEqual(await verifySchema(store, options), []);
  });

  for (const cluster of [undefined, 'main']) {
    test(`every statement is parsed by ClickHouse: ${cluster ? 'a cluster' : 'a single node'}`, async () => {
      const values = { database: 'ja4_processing', retention: options.retention, cluster };
      const down = readMigrations().flatMap((migration) => renderStatements(migration.down, values));
      const statements = [...render(values).split(/;\n\n/), ...down].filter((statement) => statement !== '');
      for (const statement of statements) {
        await store.rows('test', 'SELECT formatQuery({statement:String})', { statement });
        assert.doesNotMatch(statement, /\{(?!uuid|shard|replica)/);
        const isDdl = /^(CREATE|DROP|ALTER)/.test(statement);
        if (cluster && isDdl) assert.match(statement, / ON CLUSTER 'main'/);
        if (cluster) assert.doesNotMatch(statement, /ENGINE = (?!Replicated|Distributed|Null)|non_replicated/);
      }
    });
  }

  test('a dry run says what it would run, and runs nothing', async () => {
    const absent = new Store(process.env.CLICKHOUSE_URL!, `test_absent_${process.pid}`);
    try {
      const planned = await plannedUp(absent, options);
      assert.equal(planned[0], `CREATE DATABASE IF NOT EXISTS ${absent.database}`);
      assert.match(planned[1]!, /^CREATE TABLE IF NOT EXISTS \w+\.schema_migrations\n/);
      assert.ok(
        planned.some(
          (statement) => statement.includes('CREATE TABLE IF NOT EXISTS') && statement.includes('http_logs'),
        ),
      );
      assert.equal(await absent.hasTable('http_logs'), false);
    } finally {
      await absent.close();
    }
    assert.deepEqual(await plannedUp(store, options), []);
    const newest = readMigrations().at(-1)!;
    const values = { database: store.database, ...options };
    assert.deepEqual(await plannedDown(store, 1, options), renderStatements(newest.down, values));
    assert.deepEqual(await states(), Array(count).fill('applied'));
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

  test('verify begins anew after one that was interrupted', async () => {
    await store.command('test', `CREATE DATABASE ${store.database}_verify_${process.pid}`);
    assert.deepEqual(await verifySchema(store, options), []);
  });

  test('an applied file that changed stops everything', async () => {
    const row = { version: 1, name: 'landing', checksum: 'other', removed: false };
    await store.insert('test', 'schema_migrations', [row]);
    await assert.rejects(migrateUp(store, options), /1 landing \(changed\)/);
    await assert.rejects(migrateDown(store, 1, options), /1 landing \(changed\)/);
    await store.insert('test', 'schema_migrations', [{ ...row, checksum: readMigrations()[0]!.checksum }]);
    await migrateUp(store, options);
  });

  test('one that only a newer version knows is not passed over to take back the one before', async () => {
    const row = { version: 9999, name: 'newer', checksum: 'other', removed: false };
    await store.insert('test', 'schema_migrations', [row]);
    const ran: string[] = [];
    store.onStatement = (_, sql) => ran.push(sql);
    await assert.rejects(plannedDown(store, 1, options), /9999 newer \(unknown\)/);
    await assert.rejects(migrateDown(store, 1, options), /9999 newer \(unknown\)/);
    store.onStatement = undefined;
    assert.deepEqual(
      ran.filter((sql) => /^(CREATE|ALTER|DROP|INSERT)/.test(sql) && !sql.includes('schema_migrations')),
      [],
    );
    await store.insert('test', 'schema_migrations', [{ ...row, removed: true }]);
    assert.deepEqual(await states(), Array(count).fill('applied'));
  });

  describe('the lock', () => {
    const staleSeconds = 2;
    const lock = 'schema_migrations_lock';
    const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const createLock = (name: string): Promise<void> =>
      store.command(
        'test',
        `CREATE TABLE ${store.database}.${name} (holder String) ENGINE = MergeTree ORDER BY holder`,
      );

    test('one at a time holds it', async () => {
      let inside = 0;
      const work = async (): Promise<void> => {
        assert.equal(++inside, 1);
        await pause(50);
        inside--;
      };
      await Promise.all([1, 2, 3].map(() => withMigrationLock(store, work, staleSeconds)));
    });

    test('one who needs longer than a lock is fresh keeps it', async () => {
      let isDone = false;
      let other: Promise<void> | undefined;
      const work = async (): Promise<void> => {
        other = withMigrationLock(store, async () => assert.ok(isDone), staleSeconds);
        await pause(2000 * staleSeconds);
        isDone = true;
      };
      await withMigrationLock(store, work, staleSeconds);
      await other;
    });

    test('what was left by a process that is gone is taken over, also when it was taking one over', async () => {
      await createLock(lock);
      const [left] = await store.rows<{ uuid: string }>(
        'test',
        `SELECT toString(uuid) AS uuid FROM system.tables WHERE database = {database:String} AND name = {lock:String}`,
        { database: store.database, lock },
      );
      const claim = `${lock}_${left!.uuid.replaceAll('-', '')}`;
      await createLock(claim);
      await withMigrationLock(store, () => Promise.resolve(), staleSeconds);
      assert.deepEqual(await Promise.all([lock, claim].map((name) => store.hasTable(name))), [false, false]);
    });

    test('one who lost it leaves it to the other', async () => {
      const lose = async (): Promise<void> => {
        await store.command('test', `DROP TABLE ${store.database}.${lock} SYNC`);
        await createLock(lock);
      };
      await withMigrationLock(store, lose, staleSeconds);
      assert.ok(await store.hasTable(lock));
      await store.command('test', `DROP TABLE ${store.database}.${lock} SYNC`);
    });

    test('a statement of a migration may take longer than others', async () => {
      const hasty = new Store(process.env.CLICKHOUSE_URL!, store.database, 500);
      try {
        await assert.rejects(hasty.command('test', 'SELECT sleep(1)'), StoreUnavailable);
        await hasty.longCommand('test', 'SELECT sleep(1)');
      } finally {
        await hasty.close();
      }
    });
  });
});
