import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { answer, bearer } from '../testing/calls.js';
import { httpLine, ndjson, tlsLine } from '../testing/event-lines.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { CorrelationRuns } from './correlation.types.js';

const second = 1000;
/** All of them together have fewer handshakes than are many. */
const worlds = 160;
const [connectionMaxMs, toleranceMs, firstRequestMaxMs] = [600 * second, 50, 90 * second];

interface Hello {
  readonly ms: number;
  readonly conn_id: string;
  readonly transport: string;
  readonly dst_port: number;
  readonly hello_index: number;
  /** Sent after the requests were joined. */
  readonly isLate: boolean;
}

interface Request {
  readonly ms: number;
  readonly conn_id: string;
  readonly conn_seq: number | undefined;
  readonly http_version: string | undefined;
  readonly scheme: string;
  readonly dst_port: number;
}

/** What comes from one port. */
interface World {
  readonly hellos: readonly Hello[];
  readonly requests: readonly Request[];
}

/** Near the half minutes, where all the limits are. */
const ms = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom(0, 1, 49, 50, 51))
  .map(([halves, more]) => 30 * second * halves + more);
const conn_id = fc.constantFrom('', '', 'a', 'b');
const dst_port = fc.constantFrom(443, 443, 443, 8443);
const world: fc.Arbitrary<World> = fc.record({
  hellos: fc.uniqueArray(
    fc.record({
      ms,
      conn_id,
      dst_port,
      transport: fc.constantFrom('t', 't', 't', 'q', 'd'),
      hello_index: fc.constantFrom(1, 1, 1, 2),
      isLate: fc.boolean(),
    }),
    { selector: (hello) => hello.ms, maxLength: 8 },
  ),
  requests: fc.array(
    fc.record({
      ms,
      conn_id,
      dst_port,
      conn_seq: fc.constantFrom(undefined, 1, 1, 2),
      http_version: fc.constantFrom(undefined, '2', '2', '3'),
      scheme: fc.constantFrom('https', 'https', 'https', 'http'),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});

/**
 * The time of the handshake of a request, or the reason why it has none, by the rules of docs/correlator.md.
 *
 * @param firsts the requests among which the first of its connection may be
 */
function partnerOf(request: Request, hellos: readonly Hello[], firsts: readonly Request[]): string {
  if (request.scheme === 'http') return 'plain_http';
  const inOrder = hellos.filter(({ hello_index }) => hello_index === 1).toSorted((a, b) => a.ms - b.ms);
  const own = inOrder.find((hello) => hello.conn_id !== '' && hello.conn_id === request.conn_id);
  if (own) return String(own.ms);
  const newest = inOrder.findLast(
    (hello) =>
      hello.dst_port === request.dst_port &&
      hello.transport === (request.http_version === '3' ? 'q' : 't') &&
      hello.ms <= request.ms + toleranceMs,
  );
  if (!newest || (newest.conn_id !== '' && request.conn_id !== '')) return 'no_handshake';
  const begins = firsts
    .filter((first) => first.scheme === 'https' && first.conn_seq === 1 && first.conn_id !== '')
    .filter((first) => first.conn_id === request.conn_id)
    .map((first) => first.ms);
  const begin = request.conn_seq === 1 ? request.ms : Math.min(...begins);
  if (begin !== Infinity && begin > newest.ms + firstRequestMaxMs) return 'no_handshake';
  return request.ms > newest.ms + connectionMaxMs ? 'connection_expired' : String(newest.ms);
}

/** What the join finds for each request, and what is true after the repair. */
function expected({ hellos, requests }: World): { joined: string[]; repaired: string[] } {
  const inTime = hellos.filter(({ isLate }) => !isLate);
  const joined = requests.map((request) => partnerOf(request, inTime, requests));
  const isFound = (partner: string): boolean => /^\d+$/.test(partner);
  // http_logs holds 1 where it was not told.
  const told = requests.map((request) => ({ ...request, conn_seq: request.conn_seq ?? 1 }));
  const orphans = told.filter((_, index) => !isFound(joined[index]!));
  const repaired = told.map((request, index) => {
    const before = joined[index]!;
    const partner = isFound(before) ? before : partnerOf(request, hellos, orphans);
    return isFound(partner) ? partner : before;
  });
  return { joined, repaired };
}

describe('pairs of a plain model and of the store', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let key: string;
  before(async () => {
    const reach = {
      JA4_CONNECTION_MAX_S: String(connectionMaxMs / second),
      JA4_CLOCK_TOLERANCE_MS: String(toleranceMs),
    };
    api = await startHarness(Date, { JA4_GRACE_MS: '0', ...reach });
    key = await api.key({ name: 'web', kind: 'sensor', sensor_id: 'web' });
  });
  after(() => api.close());

  const start = Date.now() - 60 * 60 * second;
  const at = (offsetMs: number): string => new Date(start + offsetMs).toISOString();

  async function send(kind: 'http' | 'tls', lines: string[]): Promise<string> {
    const headers = { ...bearer(key), 'content-type': 'application/x-ndjson' };
    const sent = api.call(`/v1/events/${kind}`, { method: 'POST', body: ndjson(lines), headers });
    return (await answer<{ batch_id: string }>(sent, 202)).batch_id;
  }

  /** What each request has, by the number of its world. */
  async function found(id: string): Promise<string[][]> {
    const sql = `SELECT toUInt32(path) AS world, groupArray(found) AS partners
      FROM (SELECT path, ifNull(ja4, orphan_reason) AS found FROM http_logs WHERE batch_id = {id:UUID} ORDER BY seq)
      GROUP BY world ORDER BY world`;
    const rows = await api.context.store.rows<{ partners: string[] }>('test', sql, { id });
    return rows.map(({ partners }) => partners);
  }

  async function arePaired(network: string, all: readonly World[]): Promise<void> {
    const addressed = (index: number, conn_id: string): { src_ip: string; conn_id: string } => ({
      src_ip: `${network}::${index.toString(16)}`,
      conn_id: conn_id && `${network}-${conn_id}-${index}`,
    });
    const hellos = (isLate: boolean): string[] =>
      all.flatMap((each, index) =>
        each.hellos
          .filter((hello) => hello.isLate === isLate)
          .map(({ ms, conn_id, transport, dst_port, hello_index }) =>
            tlsLine({ ...addressed(index, conn_id), transport, dst_port, hello_index, time: at(ms), ja4: String(ms) }),
          ),
      );
    const requests = all.flatMap((each, index) =>
      each.requests.map(({ ms, conn_id, ...rest }) =>
        httpLine({ ...addressed(index, conn_id), ...rest, time: at(ms), path: String(index) }),
      ),
    );
    await send('tls', hellos(false));
    const id = await send('http', requests);
    const body = JSON.stringify({ batch_ids: [id] });
    const headers = { 'content-type': 'application/json' };
    const run = api.call('/v1/correlation/run', { method: 'POST', body, headers });
    assert.deepEqual((await answer<CorrelationRuns>(run, 200)).failed, []);
    const joined = await found(id);
    all.forEach((each, index) => assert.deepEqual(joined[index], expected(each).joined, JSON.stringify(each)));
    await send('tls', hellos(true));
    await answer(api.call('/v1/correlation/repair', { method: 'POST' }), 200);
    const repaired = await found(id);
    all.forEach((each, index) => assert.deepEqual(repaired[index], expected(each).repaired, JSON.stringify(each)));
  }

  for (const crowd of [0, 1200]) {
    test(`are the same in the join and after the repair, with ${crowd} handshakes more from one port`, async () => {
      const { store } = api.context;
      const request = { ms: 900 * second, conn_id: '', conn_seq: 2, http_version: '2', scheme: 'https', dst_port: 443 };
      const hello = { conn_id: '', dst_port: 443, transport: 't', hello_index: 1, isLate: false };
      const crowded: World = {
        hellos: Array.from({ length: crowd }, (_, index) => ({ ...hello, ms: 700 * index })),
        requests: [request],
      };
      const narrowed: boolean[] = [];
      store.onStatement = (_, sql) => {
        if (/^INSERT INTO \S+\.http_logs/.test(sql)) narrowed.push(sql.includes('max(n.time)'));
      };
      await arePaired(`2001:db8:${crowd}`, [crowded, ...fc.sample(world, worlds)]);
      store.onStatement = undefined;
      assert.deepEqual(narrowed, [crowd > 0]);
    });
  }
});
