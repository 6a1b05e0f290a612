import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClickHouseError } from '@clickhouse/client';
import type { Store } from './store.js';

const lockTable = 'schema_migrations_lock';
/** No migration of ours takes longer, so a lock that is older was left by a process that is gone. */
const staleSeconds = 60;
const pollMs = 100;
const tableAlreadyExists = '57';

/**
 * Runs `work` while no other process migrates the same database. CREATE TABLE without IF NOT EXISTS succeeds for one
 * process only, so the lock is a table; it needs no Redis.
 */
export async function withMigrationLock<T>(store: Store, work: () => Promise<T>): Promise<T> {
  while (!(await create(store, lockTable))) {
    await removeStale(store);
    await sleep(pollMs);
  }
  try {
    return await work();
  } finally {
    await drop(store, lockTable);
  }
}

/** Whoever creates the table named after a stale lock's UUID may remove that lock: one process, and that lock only. */
async function removeStale(store: Store): Promise<void> {
  const [stale] = await store.rows<{ uuid: string }>(
    'migrate',
    `SELECT toString(uuid) AS uuid FROM system.tables
     WHERE database = {database:String} AND name = {name:String}
       AND metadata_modification_time < now() - {seconds:UInt32}`,
    { database: store.database, name: lockTable, seconds: staleSeconds },
  );
  if (!stale) return;
  const claim = `${lockTable}_${stale.uuid.replaceAll('-', '')}`;
  if (!(await create(store, claim))) return;
  await drop(store, lockTable);
  await drop(store, claim);
}

async function create(store: Store, table: string): Promise<boolean> {
  try {
    const sql = `CREATE TABLE ${store.database}.${table} (holder String DEFAULT '${randomUUID()}') ENGINE = MergeTree ORDER BY holder`;
    await store.command('migrate', sql);
    return true;
  } catch (error) {
    if (error instanceof ClickHouseError && error.code === tableAlreadyExists) return false;
    throw error;
  }
}

async function drop(store: Store, table: string): Promise<void> {
  await store.command('migrate', `DROP TABLE IF EXISTS ${store.database}.${table} SYNC`);
}
