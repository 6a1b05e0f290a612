import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { algorithmOf, ALGORITHMS, convicts, evidenceReasons } from '@ja4-platform/workers';
import { rootDir } from '../platform.js';
import { hour } from '../simulator/actor.js';
import type { Observed } from './observed.js';
import type { FeatureRow, ObservedRow } from './world.js';

/** A part of a fortnight as the platform saw it, for a test that must be quick: rows of handshakes that no rule speaks against. */
const file = join(rootDir, 'bench', 'sample', 'fortnight.json.gz');
const fewRequests = 3;
/** Digits of each value. */
const digits = 3;
/** One of so many hours of history, and of the addresses of the campaign. */
const historyShare = 2;
const campaignShare = 10;

type SampledRow = readonly [
  persona: string,
  isAttack: boolean,
  row: Pick<FeatureRow, 'hour' | 'client_ip' | 'ja4' | 'host' | 'requests' | 'values'>,
];
type Stored = Omit<Observed, 'history' | 'test'> & {
  readonly history: readonly SampledRow[];
  readonly test: readonly SampledRow[];
};

/** Nothing is known of a sampled row but its features, so that no rule says anything. */
const noContext = {
  ...{ user_agents: [], sample_paths: [], header_orders: [], http_versions: [], tls_alpn: [], server_names: [] },
  ...{ sensitive_requests: 0, login_posts: 0, login_posts_refused: 0, not_found: 0, payload_requests: 0 },
  ...{
    without_accept_language: 0,
    without_sec_fetch: 0,
    busiest_ten_seconds: 0,
    address_requests: 0,
    address_failed: 0,
  },
  ...{ login_fleet_addresses: 0, login_fleet_posts: 0, login_fleet_refused: 0 },
  ...{ ja4_r: null, h2_fingerprint: '', verified_bot: null, false_bot: null, ttl: null, tcp_options: null },
  ...{ first_seen: '', last_seen: '' },
};

/** Writes the sample of a fortnight. */
export function writeSample({ history, test, ...facts }: Observed): void {
  const clean = history.filter(({ row }) => {
    return (Date.parse(row.hour) / hour) % historyShare === 0 && !convicts(evidenceReasons(row));
  });
  const isKept = ({ client_ip }: FeatureRow): boolean => Number(client_ip.split('.').at(-1)) % campaignShare === 0;
  const judged = test.filter(({ persona, row }) => persona !== 'credential stuffing' || isKept(row));
  const stored: Stored = { ...facts, history: sampled(clean), test: sampled(judged) };
  writeFileSync(file, gzipSync(JSON.stringify(stored), { level: 9 }));
}

function sampled(rows: readonly ObservedRow[]): SampledRow[] {
  return rows
    .filter(({ row }) => row.requests >= fewRequests && algorithmOf(row) === ALGORITHMS[0])
    .map(({ persona, isAttack, row: { hour, client_ip, ja4, host, requests, values } }) => {
      const rounded = values.map((value) => (value === null ? null : Number(value.toPrecision(digits))));
      return [persona, isAttack, { hour, client_ip, ja4, host, requests, values: rounded }];
    });
}

/** Reads the sample that is part of the project. */
export function readSample(): Observed {
  const { history, test, ...facts } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Stored;
  const opened = (rows: readonly SampledRow[]): ObservedRow[] =>
    rows.map(([persona, isAttack, row]) => ({
      ...{ persona, isAttack, actorDay: `${row.hour.slice(0, 10)} ${row.client_ip}` },
      row: { ...row, correlated: true, context: noContext },
    }));
  return { ...facts, history: opened(history), test: opened(test) };
}
