import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '../platform.js';
import { quantile } from '../statistics.js';
import { get, type Endpoint } from './endpoints.js';

const callers = 4;
const pollMs = 250;
const limitMs = { list: 250, entityPage: 400 };

export interface ReadTimes {
  readonly endpoint: string;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly holds: boolean;
  /** What the answer said when it was not 200. */
  readonly refused?: string;
}

export interface Reads {
  readonly endpoints: ReadTimes[];
  /** By operation, the largest that was seen four times a second; a query over 400 MB is refused. */
  readonly peak_mib: Record<string, number>;
  readonly longest_stall_ms: number;
}

/** Calls each endpoint so many times in mixed order, four at once. */
export async function measureReads(
  platform: Platform,
  endpoints: readonly Endpoint[],
  callsEach: number,
): Promise<Reads> {
  const times = new Map(endpoints.map((endpoint) => [endpoint, [] as number[]]));
  const refusals = new Map<Endpoint, string>();
  const calls = shuffled(Array.from({ length: callsEach }, () => endpoints).flat());
  await longestStall(platform);
  const memory = new PeakMemory(platform);
  const caller = async (): Promise<void> => {
    for (let endpoint = calls.pop(); endpoint; endpoint = calls.pop()) {
      const start = performance.now();
      try {
        await get(platform, endpoint.path);
      } catch (error) {
        refusals.set(endpoint, (error as Error).message.slice(0, 300));
      }
      times.get(endpoint)!.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return {
    endpoints: endpoints.map((endpoint) => timesOf(endpoint, times.get(endpoint)!, refusals.get(endpoint))),
    peak_mib: await memory.stop(),
    longest_stall_ms: await longestStall(platform),
  };
}

function timesOf({ name, isEntityPage }: Endpoint, times: number[], refused: string | undefined): ReadTimes {
  const [p50, p95] = [0.5, 0.95].map((share) => Math.round(quantile(times, share))) as [number, number];
  const holds = !refused && p95 < (isEntityPage ? limitMs.entityPage : limitMs.list);
  return { endpoint: name, p50_ms: p50, p95_ms: p95, holds, ...(refused && { refused }) };
}

/** The same order in each run. */
function shuffled<T>(values: readonly T[]): T[] {
  const result = [...values];
  let state = 1;
  for (let index = result.length - 1; index > 0; index--) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (index + 1);
    [result[index], result[other]] = [result[other]!, result[index]!];
  }
  return result;
}

/** Milliseconds of the longest stall of the API's event loop since the last time this was asked. */
async function longestStall(platform: Platform): Promise<number> {
  const metrics = await (await fetch(`${platform.apiUrl}/metrics`)).text();
  const [, seconds] = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(metrics) ?? [];
  return Math.round(1000 * Number(seconds));
}

/** Watches what running queries hold. */
class PeakMemory {
  private readonly peaks: Record<string, number> = {};
  private isWatching = true;
  private readonly watching: Promise<void>;

  constructor(private readonly platform: Platform) {
    this.watching = this.watch();
  }

  /** Returns MiB by operation. */
  async stop(): Promise<Record<string, number>> {
    this.isWatching = false;
    await this.watching;
    return Object.fromEntries(Object.entries(this.peaks).toSorted(([, a], [, b]) => b - a));
  }

  private async watch(): Promise<void> {
    const sql = `SELECT Settings['log_comment'] AS operation, intDiv(max(peak_memory_usage), 1048576) FROM system.processes
      WHERE operation != '' GROUP BY operation`;
    for (; this.isWatching; await sleep(pollMs)) {
      for (const line of (await this.platform.sql(sql)).split('\n').filter(Boolean)) {
        const [operation = '', mib] = line.split('\t');
        this.peaks[operation] = Math.max(this.peaks[operation] ?? 0, Number(mib));
      }
    }
  }
}
