import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One numbered migration as it stands in clickhouse/migrations. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly up: string;
  readonly down: string;
  /** SHA-256 of `up`, hex: an applied file must not change. */
  readonly checksum: string;
}

export interface MigrationValues {
  readonly database: string;
  readonly retentionDays: number;
}

const directory = fileURLToPath(new URL('../../../clickhouse/migrations', import.meta.url));

/**
 * Returns the migrations in order.
 * @throws Error when a number is doubled, or a file has no counterpart
 */
export function readMigrations(from = directory): Migration[] {
  const files = readdirSync(from).filter((file) => file.endsWith('.sql'));
  const ups = files.filter((file) => file.endsWith('.up.sql')).sort();
  if (files.length !== 2 * ups.length) throw new Error(`${from}: each migration is one .up.sql and one .down.sql`);
  return ups.map((file, index) => {
    const version = Number(file.slice(0, 4));
    const before = ups[index - 1];
    if (!(version > Number(before?.slice(0, 4) ?? 0))) throw new Error(`${file}: its number is no number of its own`);
    const up = readFileSync(join(from, file), 'utf8');
    const down = readFileSync(join(from, file.replace('.up.sql', '.down.sql')), 'utf8');
    const name = file.slice(5, -'.up.sql'.length);
    return { version, name, up, down, checksum: createHash('sha256').update(up).digest('hex') };
  });
}

/**
 * Returns the statements of a file for a single node: `{engine:X}` is X and `{on_cluster}` nothing. A statement ends with
 * `;` at the end of a line; a comment is a line of its own.
 */
export function renderStatements(sql: string, values: MigrationValues): string[] {
  return sql
    .replace(/^\s*--.*$/gm, '')
    .replaceAll('{database}', values.database)
    .replaceAll('{retention_days}', String(values.retentionDays))
    .replaceAll(' {on_cluster}', '')
    .replace(/\{engine:(.+)\}$/gm, '$1')
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
