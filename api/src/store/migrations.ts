import type { Logger } from '@ja4-platform/common';
import { readMigrations, renderStatements, type Migration, type MigrationValues } from './migration-files.js';
import { withMigrationLock } from './migration-lock.js';
import { isStaging } from '../correlation/staging.js';
import { retentionStatements, type Retention } from './retention.js';
import type { Store } from './store.js';

export interface MigrationOptions {
  readonly retention: Retention;
  readonly logger?: Logger;
}

export interface MigrationStatus {
  readonly version: number;
  readonly name: string;
  readonly state: 'applied' | 'pending' | 'changed' | 'unknown';
}

interface Applied {
  version: number;
  name: string;
  checksum: string;
}

const operation = 'migrate';

/** Which migrations are applied: the newest row of a version tells. All nodes of a cluster share it, as they do what was applied. */
export const historyTable = `CREATE TABLE IF NOT EXISTS {database}.schema_migrations {on_cluster}
(
    version UInt32,
    name String,
    checksum String COMMENT 'SHA-256 of its .up.sql in hex',
    removed Bool,
    changed_at DateTime64(6, 'UTC') DEFAULT now64(6)
)
ENGINE = {shared_engine:ReplacingMergeTree(changed_at)}
ORDER BY version
SETTINGS fsync_after_insert = 1`;

/**
 * Applies every migration that is not applied yet, from an empty server too. Statements say IF NOT EXISTS, so a run that
 * was killed half-way is finished by the next one. Then gives each table the retention that is set.
 *
 * @returns the numbers of the migrations it applied
 * @throws Error when the database was migrated by other files
 */
export async function migrateUp(store: Store, options: MigrationOptions): Promise<number[]> {
  await store.createDatabase();
  return withMigrationLock(store, async () => {
    await run(store, historyTable, options);
    const pending = await migrationsIn(store, 'pending');
    for (const migration of pending) {
      await run(store, migration.up, options);
      await record(store, migration, false);
      options.logger?.info({ version: migration.version, name: migration.name }, 'migration applied');
    }
    for (const statement of await retentionStatements(store, options.retention)) {
      await store.longCommand(operation, statement);
    }
    return pending.map(({ version }) => version);
  });
}

/** The statements that {@link migrateUp} would run. */
export async function plannedUp(store: Store, options: MigrationOptions): Promise<string[]> {
  const pending = await migrationsIn(store, 'pending');
  const values = { database: store.database, retention: options.retention };
  const planned = pending.flatMap(({ up }) => renderStatements(up, values));
  if (await store.hasTable('schema_migrations')) {
    return [...planned, ...(await retentionStatements(store, options.retention, pending))];
  }
  const first = `CREATE DATABASE IF NOT EXISTS {database} {on_cluster};\n${historyTable}`;
  return [...renderStatements(first, values), ...planned];
}

/**
 * The statements that {@link migrateDown} would run.
 *
 * @throws Error when the database was migrated by other files
 */
export async function plannedDown(store: Store, steps: number, options: MigrationOptions): Promise<string[]> {
  const values = { database: store.database, retention: options.retention };
  return (await newestApplied(store, steps)).flatMap(({ down }) => renderStatements(down, values));
}

/**
 * Takes back the newest `steps` migrations, with the data of their tables.
 *
 * @throws Error when the database was migrated by other files: the newest that these know may not be the newest there
 */
export async function migrateDown(store: Store, steps: number, options: MigrationOptions): Promise<void> {
  await withMigrationLock(store, async () => {
    for (const migration of await newestApplied(store, steps)) {
      await run(store, migration.down, options);
      await record(store, migration, true);
      options.logger?.info({ version: migration.version, name: migration.name }, 'migration taken back');
    }
  });
}

/** Returns each migration of the files and of the database, in order. */
export async function migrationStatus(store: Store): Promise<MigrationStatus[]> {
  const applied = await appliedMigrations(store);
  const files = readMigrations();
  const known = files.map(({ version, name, checksum }): MigrationStatus => {
    const found = applied.get(version);
    return { version, name, state: !found ? 'pending' : found.checksum === checksum ? 'applied' : 'changed' };
  });
  const versions = new Set(files.map(({ version }) => version));
  const unknown = [...applied.values()].filter(({ version }) => !versions.has(version));
  return [...known, ...unknown.map(({ version, name }): MigrationStatus => ({ version, name, state: 'unknown' }))];
}

/**
 * Compares the database with what the migrations make in an empty one, and returns what differs: one line for each table,
 * nothing when they are the same.
 */
export async function verifySchema(store: Store, options: MigrationOptions): Promise<string[]> {
  const scratch = `${store.database}_verify_${process.pid}`;
  // One that was interrupted left it; in a container every process has the same number.
  await store.command(operation, `DROP DATABASE IF EXISTS ${scratch} SYNC`);
  await store.command(operation, `CREATE DATABASE ${scratch}`);
  try {
    for (const { up } of readMigrations()) await run(store, up, options, scratch);
    const [actual, expected] = await Promise.all([tables(store, store.database), tables(store, scratch)]);
    const names = [...new Set([...actual.keys(), ...expected.keys()])].sort();
    return names.flatMap((name) => {
      if (!actual.has(name)) return [`${name}: missing`];
      if (!expected.has(name)) return [`${name}: in no migration`];
      return actual.get(name) === expected.get(name) ? [] : [`${name}: differs from its migration`];
    });
  } finally {
    await store.command(operation, `DROP DATABASE IF EXISTS ${scratch} SYNC`);
  }
}

async function newestApplied(store: Store, steps: number): Promise<Migration[]> {
  return (await migrationsIn(store, 'applied')).reverse().slice(0, steps);
}

/** @throws Error when the database was migrated by other files */
async function migrationsIn(store: Store, wanted: 'applied' | 'pending'): Promise<Migration[]> {
  const status = await migrationStatus(store);
  const wrong = status.filter(({ state }) => state === 'changed' || state === 'unknown');
  if (wrong.length) {
    const named = wrong.map(({ version, name, state }) => `${version} ${name} (${state})`).join(', ');
    throw new Error(`the database was migrated by other files than these: ${named}`);
  }
  const versions = new Set(status.filter(({ state }) => state === wanted).map(({ version }) => version));
  return readMigrations().filter(({ version }) => versions.has(version));
}

async function run(store: Store, sql: string, options: MigrationOptions, database = store.database): Promise<void> {
  const values: MigrationValues = { database, retention: options.retention };
  for (const statement of renderStatements(sql, values)) await store.longCommand(operation, statement);
}

async function appliedMigrations(store: Store): Promise<Map<number, Applied>> {
  if (!(await store.hasTable('schema_migrations'))) return new Map();
  const sql = 'SELECT version, name, checksum FROM schema_migrations FINAL WHERE NOT removed ORDER BY version';
  const rows = await store.rows<Applied>(operation, sql);
  return new Map(rows.map((row) => [row.version, row]));
}

async function record(store: Store, { version, name, checksum }: Migration, removed: boolean): Promise<void> {
  await store.insert(operation, 'schema_migrations', [{ version, name, checksum, removed }]);
}

/** The tables of a database by name, with their definition written as if the database had no name. */
async function tables(store: Store, database: string): Promise<Map<string, string>> {
  const sql = `SELECT name, create_table_query AS definition FROM system.tables
    WHERE database = {database:String} AND name NOT LIKE 'schema_migrations%' AND name NOT LIKE '.inner%'
      AND name != 'late_handshakes' AND NOT ${isStaging}`;
  const rows = await store.rows<{ name: string; definition: string }>(operation, sql, { database });
  return new Map(rows.map(({ name, definition }) => [name, definition.replaceAll(`${database}.`, '')]));
}
