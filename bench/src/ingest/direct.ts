import type { Platform } from '../platform.js';

/** A table with the columns of http_events and nothing else: no checks, no views, no deduplication, no fsync. */
export async function prepareDirect(platform: Platform): Promise<void> {
  await platform.sql(
    'CREATE TABLE bench_direct ENGINE = MergeTree ORDER BY tuple() AS SELECT * FROM http_events LIMIT 0',
  );
}

/** Inserts the NDJSON as it is. */
export async function directInsert(platform: Platform, body: Buffer): Promise<void> {
  const settings = "SETTINGS date_time_input_format = 'best_effort'";
  await platform.sql(`INSERT INTO bench_direct ${settings} FORMAT JSONEachRow`, body);
}
