import { createClient, type Schemas } from '@ja4-platform/sdk';
import { drained } from '../ingest/rounds.js';
import { post } from '../ingest/send.js';
import { startPlatform, type Platform } from '../platform.js';
import { hour, type Persona } from '../simulator/actor.js';
import { addresses, personas, population } from '../simulator/population.js';
import { traffic } from '../simulator/traffic.js';
import type { JudgedRow } from './measures.js';

export type FeatureRow = Schemas['FeatureRow'];
type FeatureList = Pick<Schemas['FeaturePage'], 'feature_version' | 'features'>;

/** A row of the platform with what only the simulator knows. */
export interface ObservedRow extends JudgedRow {
  readonly row: FeatureRow;
}

/** What the platform made of a simulated fortnight. */
export interface Observed extends FeatureList {
  readonly from: string;
  readonly testFrom: string;
  readonly to: string;
  /** Twelve days: to train on and to calibrate. */
  readonly history: readonly ObservedRow[];
  /** Two days of other people and other attackers. */
  readonly test: readonly ObservedRow[];
  readonly requests: number;
}

export interface ObserveOptions {
  readonly seed: number;
  /** Size of the world; 1 is 2,400 addresses of people and machines. */
  readonly scale: number;
  readonly historyDays: number;
  readonly testDays: number;
  /** An attack that history has not seen. */
  readonly heldOut: string;
  readonly log: (line: string) => void;
}

const day = 24 * hour;
const linesPerBatch = 5000;
const firstHour = Date.parse('2026-11-02T00:00:00Z');

/** Sends the traffic of a seed through a platform of its own and reads the features that it computes. */
export async function observed(options: ObserveOptions): Promise<Observed> {
  const { seed, scale, heldOut, log } = options;
  const testFrom = firstHour + options.historyDays * day;
  const to = testFrom + options.testDays * day;
  const sized = ({ name }: Persona): number => Math.max(1, Math.round(addresses[name]! * scale));
  const inHistory = (persona: Persona): number => {
    if (!persona.isAttack) return sized(persona);
    // About one row of a hundred.
    return persona.name === heldOut ? 0 : Math.ceil(sized(persona) / 10);
  };
  const parts = [
    { seed, from: firstHour, to: testFrom, count: inHistory, firstAddress: 1 },
    { seed: seed + 1000, from: testFrom, to, count: sized, firstAddress: 2 ** 16 },
  ];
  const platform = await startPlatform({ JA4_RETENTION_DAYS: '3650', JA4_BACKLOG_BATCHES: '1000' });
  try {
    const labels = new Map<string, Pick<JudgedRow, 'persona' | 'isAttack'>>();
    let requests = 0;
    for (const part of parts) {
      const actors = population(part);
      for (const { ip, persona, isAttack } of actors) labels.set(ip, { persona, isAttack });
      for (const { http, tls } of traffic(actors, part.from, part.to)) {
        await sent(platform, tls, http);
        requests += http.length;
      }
    }
    log(`seed ${seed}: ${requests} requests of ${labels.size} addresses sent`);
    await drained(platform);
    const range = { from: new Date(firstHour).toISOString(), to: new Date(to).toISOString() };
    const { rows, list } = await featuresOf(platform, range);
    const judged = rows.flatMap((row): ObservedRow[] => {
      const label = labels.get(row.client_ip);
      return label ? [{ ...label, row, actorDay: `${row.hour.slice(0, 10)} ${row.client_ip}` }] : [];
    });
    log(`seed ${seed}: ${judged.length} rows`);
    const isTest = ({ row }: ObservedRow): boolean => Date.parse(row.hour) >= testFrom;
    return {
      ...list,
      ...{ ...range, testFrom: new Date(testFrom).toISOString(), requests },
      history: judged.filter((each) => !isTest(each)),
      test: judged.filter(isTest),
    };
  } finally {
    await platform.stop();
  }
}

async function sent(platform: Platform, tls: readonly string[], http: readonly string[]): Promise<void> {
  for (const [kind, lines] of [
    ['tls', tls],
    ['http', http],
  ] as const) {
    for (let at = 0; at < lines.length; at += linesPerBatch) {
      await post(platform, kind, Buffer.from(lines.slice(at, at + linesPerBatch).join('\n')));
    }
  }
}

async function featuresOf(
  platform: Platform,
  range: { from: string; to: string },
): Promise<{ rows: FeatureRow[]; list: FeatureList }> {
  const client = createClient({ baseUrl: platform.apiUrl, apiKey: platform.adminKey });
  const rows: FeatureRow[] = [];
  let list: FeatureList = { feature_version: 0, features: [] };
  for await (const page of client.features.list({ ...range, limit: 5000 }).pages()) {
    list = { feature_version: page.feature_version, features: page.features };
    rows.push(...page.items);
  }
  return { rows, list };
}

/** The attacks, one of which each seed keeps from history. */
export const attacks: readonly string[] = personas.filter(({ isAttack }) => isAttack).map(({ name }) => name);
