import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClickHouseError } from '@clickhouse/client';
import type { Store } from './store.js';
import { touch } from './touch.js';

const lockTable = 'schema_migrations_lock';
/** A lock that nobody has kept fresh for so long was left by a process that is gone. */
const staleAfterSeconds = 60;
const pollMs = 100;
const tableAlreadyExists = '57';

/**
 * Runs `work`, however long it takes, while no other process migrates the same database. CREATE TABLE without IF NOT EXISTS
 * succeeds for one process only, so the lock is a table; it needs no Redis.
 */
export async function withMigrationLock<T>(
  store: Store,
  work: () => Promise<T>,
  staleSeconds = staleAfterSeconds,
): Promise<T> {
  const holder = randomUUID();
  while (!(await create(store, lockTable, holder))) {
    await removeStale(store, staleSeconds);
    await sleep(pollMs);
  }
  const keepFresh = setInterval(() => {
    // When the store is away, nobody can take the lock either, and the next time tries again.
    refresh(store, holder).catch(() => undefined);
  }, staleSeconds * 250);
  try {
    return await work();
  } finally {
    clearInterval(keepFresh);
    if (await isHeldBy(store, holder)) await drop(store, lockTable);
  }
}

async function refresh(store: Store, holder: string): Promise<void> {
  if (await isHeldBy(store, holder)) await touch(store, 'migrate', lockTable);
}

async function isHeldBy(store: Store, holder: string): Promise<boolean> {
  const [lock] = await store.rows<{ holder: string }>(
    'migrate',
    `SELECT default_expression AS holder FROM system.columns WHERE database = {database:String} AND table = {table:String}`,
    { database: store.database, table: lockTable },
  );
  return lock?.holder === `'${holder}'`;
}

/**
 * Whoever creates the table named after a stale lock's UUID may remove that lock: one process, and that lock only. A process
 * that was killed meanwhile left the table that it created.
 */
async function removeStale(store: Store, seconds: number): Promise<void> {
  const [stale] = await store.rows<{ name: string; uuid: string }>(
    'migrate',
    `SELECT name, toString(uuid) AS uuid FROM system.tables
     WHERE database = {database:String} AND startsWith(name, {name:String})
       AND metadata_modification_time < now() - {seconds:UInt32} ORDER BY name DESC`,
    { database: store.database, name: lockTable, seconds },
  );
  if (!stale) return;
  if (stale.name !== lockTable) return drop(store, stale.name);
  const claim = `${lockTable}_${stale.uuid.replaceAll('-', '')}`;
  if (!(await create(store, claim, randomUUID()))) return;
  await drop(store, lockTable);
  await drop(store, claim);
}

async function create(store: Store, table: string, holder: string): Promise<boolean> {
  try {
    const sql = `CREATE TABLE ${store.database}.${table} (holder String DEFAULT '${holder}') ENGINE = MergeTree ORDER BY holder`;
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
