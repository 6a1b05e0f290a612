import { startPlatform, type Platform } from '../platform.js';
import { cpuSecondsOf } from '../proc.js';
import { rounded } from '../statistics.js';
import { madeUpRequests } from './requests.sql.js';

/** As many as the join writes with one statement when it is busy. */
const perStatement = 40_000;
const requests = 800_000;
/** Most views read what is written here: without it they see nothing. */
const stage = 'agg_host_ip_ja4_1h';

interface View {
  readonly name: string;
  readonly target: string;
  readonly definition: string;
}

interface Cost {
  readonly cpu_us_per_request: number;
  readonly rows: number;
  readonly bytes_per_request: number;
}

/**
 * What each materialized view on http_logs costs when requests are written there: processor time of ClickHouse with the first aggregate
 * and the view less that with the first aggregate alone, merges included. Then all of them together.
 */
export async function viewsBench(log: (line: string) => void): Promise<{ holds: boolean; result: unknown }> {
  // The requests have fixed dates, which must not age out.
  const platform = await startPlatform({ JA4_RETENTION_DAYS: '3650' });
  try {
    await platform.sql('CREATE TABLE bench_source AS http_logs ENGINE = MergeTree ORDER BY join_no');
    await platform.sql(madeUpRequests(requests));
    const views = await viewsOf(platform);
    for (const { name } of views) await platform.sql(`DROP VIEW ${name} SYNC`);
    await write(platform);
    const alone = Math.min(await write(platform), await write(platform));
    log(`http_logs alone: ${alone.toFixed(2)} us`);
    const [staging, filling] = [views.filter(isStage), views.filter((view) => !isStage(view))];
    for (const view of staging) await create(platform, view);
    const staged = Math.min(await write(platform), await write(platform));
    log(`with the first aggregate: ${staged.toFixed(2)} us`);
    const costs: Record<string, Cost> = {};
    for (const view of filling) {
      await platform.sql(`TRUNCATE TABLE ${view.target} SYNC`);
      await create(platform, view);
      costs[view.name] = await costOf(platform, view.target, (await write(platform)) - staged);
      log(`${view.name}: ${JSON.stringify(costs[view.name])}`);
      await platform.sql(`DROP VIEW ${view.name} SYNC`);
    }
    for (const view of filling) await platform.sql(`TRUNCATE TABLE ${view.target} SYNC`);
    for (const view of filling) await create(platform, view);
    const all = await write(platform);
    log(`with all views: ${all.toFixed(2)} us`);
    const result = {
      http_logs_alone_us: rounded(alone, 2),
      with_the_first_aggregate_us: rounded(staged, 2),
      with_all_views_us: rounded(all, 2),
      share: rounded(alone / all, 2),
      views: costs,
    };
    return { holds: true, result };
  } finally {
    await platform.stop();
  }
}

/** Writes the requests into an empty http_logs, and an empty first aggregate, and returns the microseconds of processor time that each took. */
async function write(platform: Platform): Promise<number> {
  for (const table of ['http_logs', stage]) await platform.sql(`TRUNCATE TABLE ${table} SYNC`);
  const clickhouse = platform.pid('clickhouse')!;
  const start = cpuSecondsOf(clickhouse);
  for (let begin = 0; begin < requests / 5000; begin += perStatement / 5000) {
    const range = `join_no >= ${begin} AND join_no < ${begin + perStatement / 5000}`;
    await platform.sql(`INSERT INTO http_logs SELECT * FROM bench_source WHERE ${range}
      SETTINGS insert_deduplication_token = '${start}-${begin}', optimize_on_insert = 0`);
  }
  return ((cpuSecondsOf(clickhouse) - start) * 1e6) / requests;
}

async function viewsOf(platform: Platform): Promise<View[]> {
  const text = await platform.sql(
    `SELECT name, extract(create_table_query, ' TO [a-z0-9_]+[.]([a-z0-9_]+) ') AS target, as_select AS definition FROM system.tables
     WHERE database = currentDatabase() AND engine = 'MaterializedView' AND (as_select LIKE '%.http_logs %' OR as_select LIKE '%.agg_host_ip_ja4_1h %')
     ORDER BY name FORMAT JSONEachRow`,
  );
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as View);
}

const isStage = ({ target }: View): boolean => target === stage;

async function create(platform: Platform, { name, target, definition }: View): Promise<void> {
  await platform.sql(`CREATE MATERIALIZED VIEW ${name} TO ${target} AS ${definition}`);
}

async function costOf(platform: Platform, table: string, microseconds: number): Promise<Cost> {
  const text = await platform.sql(
    `SELECT sum(rows), sum(bytes_on_disk) FROM system.parts WHERE database = currentDatabase() AND active AND table = '${table}'`,
  );
  const [rows = 0, bytes = 0] = text.trim().split('\t').map(Number);
  return { cpu_us_per_request: rounded(microseconds, 2), rows, bytes_per_request: rounded(bytes / requests, 2) };
}
