import { setInterval } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type Client } from '@ja4-platform/sdk';
import { startPlatform, type Platform, type Service } from '../platform.js';
import { cpuSecondsOf, residentMibOf } from '../proc.js';
import { rounded } from '../statistics.js';
import { madeUpRequests } from '../views/requests.sql.js';

/** An hour whose requests make about 100,000 rows. */
const hour = '2026-11-27T12:00:00Z';
const nextHour = '2026-11-27T13:00:00Z';
const hourRequests = 900_000;
/**
 * In each hour of the week before two thousand clients do what those of the hour do: a model learns what is usual of it
 * from a third of a million rows.
 */
const weekBefore = '2026-11-20T12:00:00Z';
const weekHours = 168;
const weekPerHour = 20_000;
/** Batches of bench_source that are inserted at once. */
const batchesAtOnce = 8;
const batchRequests = 5000;
/** The share of rows that retraining reads of ten million requests. */
const oneIn = 16;
const measured = ['clickhouse', 'api', 'workers'] as const satisfies readonly Service[];

interface Cost {
  readonly wall_s: number;
  readonly cpu_s: Record<string, number>;
  readonly most_resident_mib: Record<string, number>;
}

/**
 * What one cycle of the bot-detector costs at 100,000 rows: reading the features of clients, of some of
 * them as retraining does, and of fleets, and the whole job that scores the hour with a model trained on the week before.
 */
export async function featuresBench(log: (line: string) => void): Promise<{ holds: boolean; result: unknown }> {
  // The requests have fixed dates, which must not age out.
  const platform = await startPlatform({ JA4_RETENTION_DAYS: '3650' });
  try {
    await filled(platform);
    log('filled');
    const client = createClient({ baseUrl: platform.apiUrl, apiKey: platform.adminKey, timeoutMs: 120_000 });
    let trained: Record<string, unknown> = {};
    const training = await costOf(platform, async () => {
      const { job_id } = await client.models.retrain({ body: { from: weekBefore, to: hour } });
      trained = await finished(client, job_id);
    });
    log(`trained: ${JSON.stringify([trained, training])}`);
    const range = { from: hour, to: nextHour, limit: 5000 };
    const rows = { clients: 0, sampled: 0, fleets: 0 };
    const clients = await costOf(platform, async () => {
      for await (const page of client.features.list(range).pages()) rows.clients += page.items.length;
    });
    log(`clients: ${JSON.stringify(clients)}`);
    const sampled = await costOf(platform, async () => {
      for await (const page of client.features.list({ ...range, one_in: oneIn }).pages())
        rows.sampled += page.items.length;
    });
    log(`one in ${oneIn}: ${JSON.stringify(sampled)}`);
    const fleets = await costOf(platform, async () => {
      for await (const page of client.features.fleets(range).pages()) rows.fleets += page.items.length;
    });
    log(`fleets: ${JSON.stringify(fleets)}`);
    let job: Record<string, unknown> = {};
    const cycle = await costOf(platform, async () => {
      const { job_id } = await client.scores.run({ body: { from: hour, to: nextHour } });
      job = await finished(client, job_id);
    });
    const result = {
      ...{ rows, trained, job, training },
      ...{ reading_clients: clients, reading_sample: sampled, reading_fleets: fleets, whole_cycle: cycle },
    };
    // The next cycle begins five minutes later.
    return { holds: trained.promoted === true && cycle.wall_s < 300, result };
  } finally {
    await platform.stop();
  }
}

/** Fills http_logs and by its views the aggregates. */
async function filled(platform: Platform): Promise<void> {
  const sqlTime = (time: string): string => time.replace('T', ' ').replace('Z', '');
  await platform.sql('CREATE TABLE bench_source AS http_logs ENGINE = MergeTree ORDER BY join_no');
  for (const [from, requests, perHour] of [
    [weekBefore, weekHours * weekPerHour, weekPerHour],
    [hour, hourRequests, hourRequests],
  ] as const) {
    // All come as close together as in the busy hour; then each hour's own are put where it begins.
    await platform.sql(madeUpRequests(requests, { from: sqlTime(from), perHour: hourRequests }));
    const hoursBefore = `intDiv(join_no, ${perHour / batchRequests})`;
    const later = `toIntervalMicrosecond(${hoursBefore} * ${3_600_000_000 * (1 - perHour / hourRequests)})`;
    const times = ['time', 'received_at', 'tls_time'].map((column) => `${column} + ${later} AS ${column}`);
    for (let batch = 0; batch < requests / batchRequests; batch += batchesAtOnce) {
      // Evidence against nearly all clients would be no usual hour: they get the headers of the browsers that they name.
      await platform.sql(`INSERT INTO http_logs
        SELECT * REPLACE (${times.join(', ')}, if(accept_language = '', 'en', accept_language) AS accept_language,
          if(match(user_agent, '(Chrome|Edg)/'), '"Chromium"', '') AS sec_ch_ua, '' AS client_headers) FROM bench_source
        WHERE join_no >= ${batch} AND join_no < ${batch + batchesAtOnce}
        SETTINGS insert_deduplication_token = '${from}-${batch}'`);
    }
    await platform.sql('TRUNCATE TABLE bench_source SYNC');
  }
}

async function finished(client: Client, id: string): Promise<Record<string, unknown>> {
  for (;;) {
    const { state, result, failed_reason } = await client.jobs.get({ id });
    if (state === 'completed') return result;
    if (state === 'failed') throw new Error(failed_reason ?? 'the job failed');
    await sleep(250);
  }
}

async function costOf(platform: Platform, work: () => Promise<void>): Promise<Cost> {
  const pids = measured.map((service) => [service, platform.pid(service)!] as const);
  const before = new Map(pids.map(([service, pid]) => [service, cpuSecondsOf(pid)]));
  const most: Record<string, number> = {};
  const watching = setInterval(() => {
    for (const [service, pid] of pids) most[service] = Math.max(most[service] ?? 0, residentMibOf(pid));
  }, 100);
  const start = performance.now();
  try {
    await work();
  } finally {
    clearInterval(watching);
  }
  const wall_s = rounded((performance.now() - start) / 1000, 1);
  const cpu_s = pids.map(([service, pid]) => [service, rounded(cpuSecondsOf(pid) - before.get(service)!, 1)]);
  return { wall_s, cpu_s: Object.fromEntries(cpu_s) as Record<string, number>, most_resident_mib: most };
}
