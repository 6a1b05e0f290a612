import { SettingsError, type Settings } from '@ja4-platform/common';
import { readMigrations, retentionClauses, type Migration } from './migration-files.js';
import type { Store } from './store.js';

const operation = 'migrate';
const dayUs = 24 * 3_600_000_000;
/** Tables that keep their rows as long as another: days whose hours it has, and batches whose requests. */
const keptWith: Partial<Record<string, string>> = {
  agg_ip_1d: 'agg_host_ip_ja4_1h',
  agg_user_agent_1d: 'agg_host_ip_ja4_1h',
  http_events: 'http_logs',
  ingest_batches: 'http_logs',
};

/** How long each table keeps its rows. */
export class Retention {
  constructor(
    private readonly standard: number,
    private readonly tables: ReadonlyMap<string, number> = new Map(),
  ) {}

  /**
   * A table of days keeps what its table of hours does, when nothing is said of it: long ranges are read from both. Its rows stay
   * a day longer, since they begin with the first hour of those that they stand for: the last of these leaves nearly a day later.
   */
  days(table: string): number {
    const other = keptWith[table] ?? table.replace(/_1d$/, '_1h');
    const days = this.tables.get(table) ?? this.tables.get(other) ?? this.standard;
    return table.endsWith('_1d') ? days + 1 : days;
  }

  /** Returns since when a table has all of its rows, microseconds since 1970 UTC: those before are gone, or going. */
  keptSince(table: string, nowMs: number): number {
    return nowMs * 1000 - this.days(table) * dayUs;
  }

  /** @throws SettingsError when a table is named that keeps its rows for ever, or is none */
  check(known: ReadonlyMap<string, string>): void {
    for (const table of this.tables.keys()) {
      if (!known.has(table)) {
        const names = [...known.keys()].sort().join(', ');
        throw new SettingsError(`JA4_RETENTION_TABLES: ${table} has no retention; those that have: ${names}`);
      }
    }
  }
}

/** The retention that the settings ask for. */
export function retentionOf(settings: Settings<'JA4_RETENTION_DAYS' | 'JA4_RETENTION_TABLES'>): Retention {
  return new Retention(settings.JA4_RETENTION_DAYS, settings.JA4_RETENTION_TABLES);
}

/**
 * Returns the statements that give each table the retention that is set now, where it was made with another.
 *
 * @param pending migrations that are yet to be applied: what they make or change has that retention then
 * @throws SettingsError
 */
export async function retentionStatements(
  store: Store,
  retention: Retention,
  pending: readonly Migration[] = [],
): Promise<string[]> {
  const clauses = retentionClauses(readMigrations());
  retention.check(clauses);
  const given = retentionClauses(pending);
  const tables = await store.rows<{ name: string; days: string }>(
    operation,
    `SELECT name, extract(engine_full, ' TTL .* toIntervalDay\\\\((\\\\d+)\\\\)') AS days FROM system.tables
     WHERE database = {database:String}`,
    { database: store.database },
  );
  return tables.flatMap(({ name, days }) => {
    const clause = clauses.get(name);
    const wanted = retention.days(name);
    if (clause === undefined || given.has(name) || Number(days) === wanted) return [];
    return [`ALTER TABLE ${store.database}.${name} MODIFY TTL ${clause} + INTERVAL ${wanted} DAY`];
  });
}
