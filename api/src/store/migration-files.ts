import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Retention } from './retention.js';

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
  readonly retention: Retention;
  /** Name of the ClickHouse cluster to write for; a single node when absent. */
  readonly cluster?: string | undefined;
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

const tableName = /^(?:CREATE TABLE IF NOT EXISTS|ALTER TABLE|DROP TABLE IF EXISTS) \{database\}\.(\w+)/;

/**
 * Returns the statements of a file. On a single node `{engine:X}` and `{shared_engine:X}` are X and `{on_cluster}` nothing. On a
 * cluster the engine is replicated: within a shard, and beside the table stands a Distributed one that reads it on all shards; or,
 * shared, over all nodes. A statement ends with `;` at the end of a line; a comment is a line of its own.
 */
export function renderStatements(sql: string, values: MigrationValues): string[] {
  return statementsOf(sql).flatMap((statement) => {
    const rendered = renderStatement(statement, values);
    return values.cluster === undefined
      ? [rendered]
      : withDistributed(statement, rendered, values.database, values.cluster);
  });
}

/** The TTL of each table that has a retention, without its days. */
export function retentionClauses(migrations: readonly Migration[]): Map<string, string> {
  const clauses = new Map<string, string>();
  for (const statement of migrations.flatMap(({ up }) => statementsOf(up))) {
    const [start, name] = tableName.exec(statement) ?? [];
    if (start === undefined || name === undefined) continue;
    const [, clause] = /^TTL (.+) \+ INTERVAL \{retention_days\} DAY$/m.exec(statement) ?? [];
    if (start.startsWith('DROP')) clauses.delete(name);
    else if (clause !== undefined) clauses.set(name, clause);
  }
  return clauses;
}

function statementsOf(sql: string): string[] {
  return sql
    .replace(/^\s*--.*$/gm, '')
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

function renderStatement(statement: string, { database, retention, cluster }: MigrationValues): string {
  const [, table = ''] = tableName.exec(statement) ?? [];
  const rendered = statement
    .replaceAll('{database}', database)
    .replaceAll('{retention_days}', String(retention.days(table)))
    .replaceAll(' {on_cluster}', cluster === undefined ? '' : ` ON CLUSTER '${cluster}'`)
    .replace(/\{(engine|shared_engine):(.+)\}$/gm, (_, scope: keyof typeof places, engine: string) =>
      cluster === undefined ? engine : replicated(engine, places[scope]),
    );
  // What a table of one node forgets on a restart, a replicated one keeps in Keeper, under a setting of another name.
  return cluster === undefined
    ? rendered
    : rendered.replaceAll('non_replicated_deduplication_window', 'replicated_deduplication_window');
}

/** A table's path in Keeper and a replica's name there. */
const places = {
  engine: `'/clickhouse/tables/{uuid}/{shard}', '{replica}'`,
  shared_engine: `'/clickhouse/tables/{uuid}', '{shard}-{replica}'`,
} as const;

function replicated(engine: string, place: string): string {
  const [, name, parameters] = /^(\w+)(?:\((.*)\))?$/.exec(engine) ?? [];
  return `Replicated${name}(${place}${parameters ? `, ${parameters}` : ''})`;
}

/** A table and its Distributed one come, change and go together. */
function withDistributed(statement: string, rendered: string, database: string, cluster: string): string[] {
  const [start = '', table] = tableName.exec(statement) ?? [];
  if (table === undefined) return [rendered];
  const name = `${database}.${table}_distributed ON CLUSTER '${cluster}'`;
  if (start.startsWith('DROP')) return [`DROP TABLE IF EXISTS ${name}`, rendered];
  if (start.startsWith('CREATE') && !statement.includes('{engine:')) return [rendered];
  if (start.startsWith('ALTER') && !/(ADD|DROP|MODIFY) COLUMN/.test(statement)) return [rendered];
  const engine = `Distributed('${cluster}', '${database}', '${table}')`;
  return [rendered, `CREATE OR REPLACE TABLE ${name} AS ${database}.${table} ENGINE = ${engine}`];
}
