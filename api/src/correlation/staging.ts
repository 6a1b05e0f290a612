import type { Store } from '../store/store.js';

const operation = 'correlation.verify';

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
