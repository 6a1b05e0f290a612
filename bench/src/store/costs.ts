import type { Platform } from '../platform.js';
import { cpuSecondsOf } from '../proc.js';
import { rounded } from '../statistics.js';
import { get, type Endpoint } from './endpoints.js';

const callsEach = 2;
const statements = 200;

/** Milliseconds of processor time that an answer takes of the API and of ClickHouse, by endpoint. */
export type Costs = Readonly<Record<string, number>>;

/** Calls each endpoint alone, and takes the cheaper call of two: what it costs whatever else runs, as exactly as the system counts (10 ms). */
export async function measureCosts(platform: Platform, endpoints: readonly Endpoint[]): Promise<Costs> {
  const used = (): number =>
    (['api', 'clickhouse'] as const).reduce((sum, name) => sum + cpuSecondsOf(platform.pid(name) ?? 0), 0);
  const costs: Record<string, number> = {};
  for (const { name, path } of endpoints) {
    let least = Infinity;
    for (let call = 0; call < callsEach; call++) {
      const before = used();
      // What is refused costs something too, and is named among the answers.
      await get(platform, path).catch(() => undefined);
      least = Math.min(least, used() - before);
    }
    costs[name] = Math.round(1000 * least);
  }
  return costs;
}

/** Returns the milliseconds of ClickHouse's processor time that `SELECT 1` takes: what numbers of two runs are compared by. */
export async function measureStatement(platform: Platform): Promise<number> {
  const used = (): number => cpuSecondsOf(platform.pid('clickhouse') ?? 0);
  const before = used();
  for (let sent = 0; sent < statements; sent++) await platform.sql('SELECT 1');
  return rounded((1000 * (used() - before)) / statements, 1);
}
