import { Store } from '../store/store.js';

export const operation = 'test';
/** The database that those of the tests are made like. */
export const template = 'test_template';
/** Rows of a fixed date must not age out of a test. */
export const testRetentionDays = 3650;

export const storeOf = (database: string): Store => new Store(process.env.CLICKHOUSE_URL!, database);

interface Made {
  name: string;
  made: string;
}

/** What a restore under another name spoils: it takes aliases out of views, and leaves the old name in queries of dictionaries. */
export function madeAnew(store: Store): Promise<Made[]> {
  const sql = `SELECT name, create_table_query AS made FROM system.tables
    WHERE database = {template:String} AND engine IN ('View', 'MaterializedView', 'Dictionary') ORDER BY engine, name`;
  return store.rows<Made>(operation, sql, { template });
}

/** Makes a database with every migration applied, where JA4_TEST_TEMPLATE names a backup of one; nothing elsewhere. */
export async function restoreTemplate(database: string): Promise<void> {
  const name = process.env.JA4_TEST_TEMPLATE;
  if (!name) return;
  const store = storeOf('default');
  await store.command(operation, `RESTORE DATABASE ${template} AS ${database} FROM File('${name}')`);
  for (const { made } of await madeAnew(store)) {
    await store.command(operation, made.replaceAll(`${template}.`, `${database}.`));
  }
  await store.close();
}
