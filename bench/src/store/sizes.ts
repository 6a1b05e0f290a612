import type { Platform } from '../platform.js';

export interface Sizes {
  readonly requests: number;
  readonly bytes_per_request: number;
  /** The aggregates, and the handshakes, divided by the requests. */
  readonly beside_per_request: Record<string, number>;
  /** Of http_logs, the largest first, in bytes per request; parts that hold all columns in one file are left out. */
  readonly columns: Record<string, number>;
}

/** What http_logs and what is made from it take on disk once merged. */
export async function measureSizes(platform: Platform): Promise<Sizes> {
  const parts = `active AND database = 'ja4_processing'`;
  const tables = await numbers(
    platform,
    `SELECT table, sum(bytes_on_disk) FROM system.parts WHERE ${parts} GROUP BY table`,
  );
  const requests = Number(await platform.sql('SELECT count() FROM http_logs'));
  const columns = await numbers(
    platform,
    `SELECT column, sum(column_bytes_on_disk) / sum(rows) AS bytes FROM system.parts_columns
     WHERE ${parts} AND table = 'http_logs' AND part_type = 'Wide' GROUP BY column ORDER BY bytes DESC`,
  );
  const beside = Object.entries(tables).filter(([table]) => table.startsWith('agg_') || table === 'handshakes');
  const perRequest = (bytes: number): number => Math.round((10 * bytes) / requests) / 10;
  return {
    requests,
    bytes_per_request: perRequest(tables.http_logs ?? 0),
    beside_per_request: Object.fromEntries(beside.map(([table, bytes]) => [table, perRequest(bytes)])),
    columns: Object.fromEntries(Object.entries(columns).map(([name, bytes]) => [name, Math.round(100 * bytes) / 100])),
  };
}

/** Merges the parts of each day, as time would; every one of them ends as it would on a machine at rest. */
export async function mergeAll(platform: Platform): Promise<void> {
  const found = await platform.sql(
    `SELECT DISTINCT table, partition_id FROM system.parts WHERE active AND database = 'ja4_processing'
     AND (table LIKE 'agg\\_%' OR table IN ('http_logs', 'handshakes')) ORDER BY table, partition_id`,
  );
  // A statement for each day: that of a whole table takes longer than a call may.
  for (const [table, day] of found
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))) {
    await platform.sql(
      `OPTIMIZE TABLE ${table} PARTITION ID '${day}' FINAL SETTINGS optimize_skip_merged_partitions = 1`,
    );
  }
}

async function numbers(platform: Platform, sql: string): Promise<Record<string, number>> {
  const lines = (await platform.sql(sql)).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split('\t')).map(([name = '', value]) => [name, Number(value)]));
}
