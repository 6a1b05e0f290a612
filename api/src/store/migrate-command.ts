import { createLogger } from '@ja4-platform/common';
import { UsageError } from '../usage-error.js';
import { readMigrations, renderStatements, type MigrationValues } from './migration-files.js';
import {
  historyTable,
  migrateDown,
  migrateUp,
  migrationStatus,
  plannedDown,
  plannedUp,
  verifySchema,
} from './migrations.js';
import type { Retention } from './retention.js';
import { schemaPage } from './schema-page.js';
import type { Store } from './store.js';

/**
 * `ja4-api migrate`: runs one of its actions and returns the exit code.
 * @throws UsageError
 */
export async function migrate(
  store: Store,
  retention: Retention,
  [action, steps = '1']: readonly string[],
  isDryRun: boolean,
): Promise<number> {
  const options = { retention, logger: createLogger('migrate') };
  switch (action) {
    case 'up':
      if (isDryRun) print(await plannedUp(store, options));
      else await migrateUp(store, options);
      return 0;
    case 'down':
      if (!/^\d+$/.test(steps)) throw new UsageError(`${steps}: expected a number of migrations`);
      if (isDryRun) print(await plannedDown(store, Number(steps), options));
      else await migrateDown(store, Number(steps), options);
      return 0;
    case 'status':
      for (const { version, name, state } of await migrationStatus(store)) {
        process.stdout.write(`${String(version).padStart(4, '0')} ${name} ${state}\n`);
      }
      return 0;
    case 'verify': {
      const differences = await verifySchema(store, options);
      process.stdout.write(differences.map((line) => `${line}\n`).join('') || 'the schema is as its migrations say\n');
      return differences.length ? 1 : 0;
    }
    case 'describe':
      process.stdout.write(await schemaPage(store));
      return 0;
    default:
      throw new UsageError(`migrate ${action ?? ''}: expected up, down, status, verify, describe or render`);
  }
}

/**
 * Returns what `migrate up` does on an empty server as a script for clickhouse-client, with the record that it was done.
 *
 * @param from the first migration of the script
 * @throws UsageError when the cluster's name is none, or there is no migration from this number on
 */
export function render(values: MigrationValues, from = '1'): string {
  if (values.cluster !== undefined && !/^[\w.-]+$/.test(values.cluster)) {
    throw new UsageError(`--cluster ${values.cluster}: expected letters, digits, _ . -`);
  }
  const migrations = readMigrations().filter(({ version }) => version >= Number(from));
  if (!/^\d+$/.test(from) || migrations.length === 0) {
    throw new UsageError(`--from ${from}: expected the number of a migration`);
  }
  const rows = migrations.map(({ version, name, checksum }) => `(${version}, '${name}', '${checksum}', false)`);
  const statements = [
    ...renderStatements(`CREATE DATABASE IF NOT EXISTS {database} {on_cluster};\n${historyTable}`, values),
    ...migrations.flatMap(({ up }) => renderStatements(up, values)),
    `INSERT INTO ${values.database}.schema_migrations (version, name, checksum, removed) VALUES ${rows.join(', ')}`,
  ];
  return statements.map((statement) => `${statement};\n\n`).join('');
}

function print(statements: readonly string[]): void {
  process.stdout.write(statements.map((statement) => `${statement};\n\n`).join('') || 'nothing to do\n');
}
