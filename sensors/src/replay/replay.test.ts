import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { pcap } from '../testing/captures.js';
import { browserFingerprints, browserStream } from '../testing/hello.js';
import { connection, timed } from '../testing/packets.js';
import { extentUs, replay, type EventsClient, type ReplayOptions } from './replay.js';

const folder = mkdtempSync(join(tmpdir(), 'ja4-sensors-'));
after(() => rmSync(folder, { recursive: true }));

const capture = join(folder, 'sample.pcap');
const requests = join(folder, 'requests.ndjson');
writeFileSync(capture, pcap(timed(connection(browserStream))));
const request = { time: '2023-11-14T22:13:20.5Z', req_id: 'r1', conn_id: '', path: '/\u2028', raw_bytes: true };
writeFileSync(
  requests,
  `${JSON.stringify({ kind: 'request', ...request })}\n\n${JSON.stringify({ ...request, conn_id: 'c-1' })}\n`,
);

interface Sent {
  to: 'http' | 'tls';
  key: string;
  events: Record<string, unknown>[];
}

/** Stands for the API: keeps what it is sent. */
function recorder(): { client: EventsClient; sent: Sent[] } {
  const sent: Sent[] = [];
  const post = (to: Sent['to']): EventsClient['events']['sendHttp'] => {
    return async ({ body, idempotencyKey: key }) => {
      const lines = gunzipSync(body).toString().trimEnd().split('\n');
      const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      sent.push({ to, key, events });
      return { accepted: events.length, rejected: [] };
    };
  };
  return { client: { events: { sendHttp: post('http'), sendTls: post('tls') } }, sent };
}

async function sentBy(options: Partial<ReplayOptions>) {
  const { client, sent } = recorder();
  const totals = await replay({
    pcap: [capture],
    http: [requests],
    copies: [{ shiftMs: 0, idSuffix: '' }],
    batchSize: 100,
    client,
    ...options,
  });
  return { sent, totals };
}

test('handshakes go first, then requests, without what only the socket carries', async () => {
  const { sent, totals } = await sentBy({});
  assert.deepEqual(totals, { handshakes: 1, requests: 2, batches: 2, accepted: 3, rejected: 0 });
  assert.deepEqual(
    sent.map(({ to }) => to),
    ['tls', 'http'],
  );
  assert.equal(sent[0]?.events[0]?.ja4, browserFingerprints.ja4);
  assert.deepEqual(sent[1]?.events[0], {
    time: '2023-11-14T22:13:20.500000Z',
    req_id: 'r1',
    conn_id: '',
    path: '/\u2028',
  });
});

test('the times of both move by the same', async () => {
  const { sent } = await sentBy({ copies: [{ shiftMs: 3_600_000, idSuffix: '' }] });
  assert.equal(sent[0]?.events[0]?.time, '2023-11-14T23:13:20.001000Z');
  assert.equal(sent[1]?.events[0]?.time, '2023-11-14T23:13:20.500000Z');
  const extent = { first: 1_700_000_000_001_000, last: 1_700_000_000_500_000 };
  assert.deepEqual(await extentUs({ pcap: [capture], http: [requests] }), extent);
});

test('the same shift has the same keys, another shift has others', async () => {
  const keys = async (shiftMs: number): Promise<string[]> =>
    (await sentBy({ copies: [{ shiftMs, idSuffix: '' }] })).sent.map(({ key }) => key);
  assert.deepEqual(await keys(5), await keys(5));
  assert.equal(new Set([...(await keys(5)), ...(await keys(6))]).size, 4);
});

test('batches have their size, and copies ids of their own', async () => {
  const { sent } = await sentBy({ batchSize: 1, copies: [{ shiftMs: 0, idSuffix: '~1' }] });
  assert.deepEqual(
    sent.slice(1).map(({ events }) => events.map((event) => [event.req_id, event.conn_id])),
    [[['r1~1', '']], [['r1~1', 'c-1~1']]],
  );
});

test('refused lines are counted and told', async () => {
  const warnings: string[] = [];
  const { client } = recorder();
  const refuse = async () => ({ accepted: 1, rejected: [{ line: 1, pointer: '/host', detail: 'is missing' }] });
  const totals = await replay({
    ...{ pcap: [], http: [requests], copies: [{ shiftMs: 0, idSuffix: '' }], batchSize: 100 },
    client: { events: { ...client.events, sendHttp: refuse } },
    onWarning: (message) => warnings.push(message),
  });
  assert.deepEqual([totals.accepted, totals.rejected], [1, 1]);
  assert.deepEqual(warnings, ['line 1 of a batch of requests was refused: /host is missing']);
});

test('a line that is no request is an error with its number', async () => {
  for (const [line, message] of [
    ['{"kind":"handshake","time":"2023-11-14T22:13:20Z"}', /line 2: kind "handshake" is not a request/],
    ['{"path":"/"}', /line 2: time is missing/],
    ['{"time":"yesterday"}', /line 2: "yesterday" is not an RFC 3339 time/],
    ['{"time":', /line 2: .*JSON/],
    ['7', /line 2: not an object/],
  ] as const) {
    const path = join(folder, 'wrong.ndjson');
    writeFileSync(path, `${JSON.stringify(request)}\n${line}\n`);
    await assert.rejects(sentBy({ http: [path] }), message);
  }
});
