import { randomInt } from 'node:crypto';
import type { Store } from '../store/store.js';

const operation = 'correlation.verify';

/** SQL of whether a row of system.tables is a staging table. */
export const isStaging = `match(name, '_staging_\\\\d+$')`;
/** SQL of whether one is left of a process that was killed: nobody has touched it for a minute, and no statement works with it. */
export const isAbandoned = `(metadata_modification_time < now() - 60
  AND NOT arrayExists(query -> position(query, name) > 0, (SELECT groupArray(query) FROM system.processes)))`;

/** Returns a name that no other rebuild of the table has, and drops what killed processes left of others. */
export async function newStaging(store: Store, table: string): Promise<string> {
  const sql = `SELECT name FROM system.tables WHERE database = {database:String} AND startsWith(name, {table:String})
    AND ${isStaging} AND ${isAbandoned}`;
  for (const { name } of await store.rows<{ name: string }>(operation, sql, { database: store.database, table })) {
    await store.command(operation, `DROP TABLE IF EXISTS ${store.database}.${name} SYNC`);
  }
  return `${table}_staging_${randomInt(2 ** 47)}`;
}

/**
 * Creates a table of the same shape, which has this node's rows alone: on a cluster a copy of the table's own engine would have its
 * place in Keeper, and ClickHouse refuses it. A replicated table takes partitions from one that is not.
 */
export async function createStaging(store: Store, table: string, staging: string): Promise<void> {
  const sql = `SELECT engine_full FROM system.tables WHERE database = {database:String} AND name = {table:String}`;
  const [found] = await store.rows<{ engine_full: string }>(operation, sql, { database: store.database, table });
  if (!found) throw new Error(`${store.database}.${table} is missing: run the migrations`);
  const engine = unreplicated(found.engine_full);
  await store.command(
    operation,
    `CREATE TABLE ${store.database}.${staging} AS ${store.database}.${table} ENGINE = ${engine}`,
  );
}

/** A definition from ENGINE on, without what replicates it: path and name of the replica come before other parameters. */
export function unreplicated(engine: string): string {
  return engine.replace(/^Replicated(\w+)\('[^']*', '[^']*'(?:, )?/, '$1(');
}
