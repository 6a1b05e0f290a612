import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { QueryTooHeavy, StoreUnavailable } from '../store/errors.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { Batch } from './batches.repository.js';
import type { IngestedBatch } from './events.types.js';
import { httpLine, ndjson, tlsLine } from '../testing/event-lines.js';

describe('POST /v1/events', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let sensorKey: string;
  before(async () => {
    api = await startHarness();
    sensorKey = await api.key({ name: 'test', kind: 'sensor', sensor_id: 'web-1' });
  });
  after(() => api.close());

  function send(
    kind: 'http' | 'tls',
    body: string | Buffer | ReadableStream,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return api.call(`/v1/events/${kind}`, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { authorization: `Bearer ${sensorKey}`, 'content-type': 'application/x-ndjson', ...headers },
    });
  }

  async function ok(response: Response): Promise<IngestedBatch> {
    const text = await response.text();
    assert.equal(response.status, 202, text);
    return JSON.parse(text) as IngestedBatch;
  }

  async function problem(response: Response, status: number): Promise<{ code: string; detail: string }> {
    const text = await response.text();
    assert.equal(response.status, status, text);
    assert.equal(response.headers.get('content-type')?.split(';')[0], 'application/problem+json');
    return JSON.parse(text) as { code: string; detail: string };
  }

  async function count(table: string, batchId: string): Promise<number> {
    const sql = `SELECT count() AS n FROM ${table} WHERE batch_id = {batchId:UUID}`;
    return (await api.context.store.rows<{ n: number }>('test', sql, { batchId }))[0]!.n;
  }

  async function rejects(batchId: string): Promise<{ seq: number; pointer: string; line: string }[]> {
    const sql = `SELECT seq, pointer, line FROM ingest_rejects FINAL WHERE batch_id = {batchId:UUID} ORDER BY seq`;
    return api.context.store.rows('test', sql, { batchId });
  }

  test('202 for a clean batch: every line lands with its stamp', async () => {
    const sent = await ok(
      await send('http', ndjson([httpLine(), httpLine({ path: '/b' })]), { 'idempotency-key': 'a' }),
    );
    assert.equal(sent.accepted, 2);
    assert.deepEqual(sent.rejected, []);
    const rows = await api.context.store.rows(
      'test',
      'SELECT sensor_id, seq, path FROM http_events WHERE batch_id = {id:UUID} ORDER BY seq',
      { id: sent.batch_id },
    );
    assert.deepEqual(rows, [
      { sensor_id: 'web-1', seq: 1, path: '/a' },
      { sensor_id: 'web-1', seq: 2, path: '/b' },
    ]);
  });

  test('what landed of a new batch is not read again', async () => {
    const { store } = api.context;
    const operations: string[] = [];
    store.onStatement = (operation) => operations.push(operation);
    try {
      await ok(await send('tls', ndjson(Array.from({ length: 10 }, (_, i) => tlsLine({ src_port: 41_000 + i })))));
      await ok(await send('http', ndjson(Array.from({ length: 10 }, (_, i) => httpLine({ src_port: 41_000 + i })))));
    } finally {
      store.onStatement = undefined;
    }
    assert.ok(!operations.includes('events.landed'));
  });

  test('202 for handshakes, with null for what is missing', async () => {
    const line = tlsLine({ tls_alpn: null, ip_meta_ttl: null, conn_id: null, tls_sni: null });
    const { batch_id: id } = await ok(await send('tls', line));
    const sql = 'SELECT ip_meta_ttl, tls_alpn, tls_sni FROM handshakes WHERE batch_id = {id:UUID}';
    const [row] = await api.context.store.rows('test', sql, { id });
    assert.deepEqual(row, { ip_meta_ttl: null, tls_alpn: [], tls_sni: null });
  });

  for (const [encoding, compress] of [
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ] as const) {
    test(`202 for a body in ${encoding}, 400 for half of it`, async () => {
      const body = compress(Buffer.from(ndjson(Array.from({ length: 500 }, (_, i) => httpLine({ path: `/${i}` })))));
      assert.equal((await ok(await send('http', body, { 'content-encoding': encoding }))).accepted, 500);
      const half = body.subarray(0, body.length / 2);
      assert.equal(
        (await problem(await send('http', half, { 'content-encoding': encoding }), 400)).code,
        'bad-request',
      );
    });
  }

  test('one batch sent five times at once, and again later, is there once with one answer', async () => {
    const body = ndjson(Array.from({ length: 100 }, (_, i) => httpLine({ path: `/${i}` })));
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => ok(await send('http', body, { 'idempotency-key': 'five' }))),
    );
    answers.push(
      await ok(await send('http', gzipSync(body), { 'idempotency-key': 'five', 'content-encoding': 'gzip' })),
    );
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal(await count('http_events', answers[0]!.batch_id), 100);
  });

  test('409 for a key with another body, 202 for the same key of another kind', async () => {
    await ok(await send('http', httpLine(), { 'idempotency-key': 'other' }));
    const second = await send('http', httpLine({ path: '/other' }), { 'idempotency-key': 'other' });
    assert.equal((await problem(second, 409)).code, 'idempotency-conflict');
    await ok(await send('tls', tlsLine(), { 'idempotency-key': 'other' }));
  });

  /** Takes the batch back to the state in which a crash would have left it. */
  async function crashedAfter(batchId: string, table: string, keepRows: boolean): Promise<void> {
    const { store } = api.context;
    const [batch] = await store.rows<Batch>(
      'test',
      'SELECT * FROM ingest_batches FINAL WHERE batch_id = {batchId:UUID}',
      { batchId },
    );
    await store.insert('test', 'ingest_batches', [{ ...batch!, state: 'pending', version: batch!.version + 1 }]);
    if (keepRows) return;
    // Rows that were lost with their part while their token stayed: a lightweight DELETE leaves the deduplication log.
    await store.command('test', `DELETE FROM ${table} WHERE batch_id = '${batchId}' AND seq > 3`);
    assert.equal(await count(table, batchId), 3);
  }

  for (const [kind, table, line] of [
    ['http', 'http_events', httpLine()],
    ['tls', 'handshakes', tlsLine()],
  ] as const) {
    test(`a crash between pending and accepted, rows stored or lost: the retry leaves each ${kind} line once`, async () => {
      const body = ndjson(Array.from({ length: 10 }, () => line));
      for (const keepRows of [true, false]) {
        const key = { 'idempotency-key': `crash-${keepRows}` };
        const first = await ok(await send(kind, body, key));
        await crashedAfter(first.batch_id, table, keepRows);
        assert.deepEqual(await ok(await send(kind, body, key)), first);
        assert.equal(await count(table, first.batch_id), 10);
        const { batch_id: id } = first;
        const sql = `SELECT state FROM ingest_batches FINAL WHERE batch_id = {id:UUID}`;
        assert.deepEqual(await api.context.store.rows('test', sql, { id }), [{ state: 'accepted' }]);
      }
    });
  }

  test('the good lines land, the bad ones are kept and named', async () => {
    const bad: [string | Buffer, string, RegExp][] = [
      ['{"not json', '', /is not JSON/],
      ['{"a":1}{"b":2}', '', /is not JSON/],
      ['[1,2]', '', /object/],
      [httpLine({ colour: 'red' }), '/colour', /not a field/],
      [httpLine({ sensor_id: 'web-2' }), '/sensor_id', /not a field/],
      [httpLine().replace('{', '{"sensor_i\\u0064":"web-2",'), '/sensor_id', /not a field/],
      [httpLine().replace('{', '{"SEQ":5,'), '/SEQ', /not a field/],
      [httpLine({ status: '200' }), '/status', /must be integer/],
      [httpLine().replace('"status"', '"STATUS"'), '/status', /required/],
      [httpLine({ status: 99 }), '/status', />= 100/],
      [httpLine({ status: undefined }), '/status', /required/],
      [httpLine({ src_port: true }), '/src_port', /must be integer/],
      [httpLine({ src_port: 65536 }), '/src_port', /<= 65535/],
      [httpLine({ src_port: null }), '/src_port', /must be integer/],
      [httpLine({ src_ip: '10.0.0' }), '/src_ip', /format "ip"/],
      [httpLine({ src_ip: '::' }), '/src_ip', /format "ip"/],
      [httpLine({ headers: [['a']] }), '/headers/0', /NOT have fewer than 2/],
      [httpLine({ scheme: 'ftp' }), '/scheme', /http, https/],
      [httpLine({ time: '2026-13-01T00:00:00Z' }), '/time', /calendar/],
      [httpLine({ time: '2026-02-30T00:00:00Z' }), '/time', /calendar/],
      [
        httpLine({ time: new Date(Date.now() - 3651 * 86_400_000).toISOString() }),
        '/time',
        /older than events are kept/,
      ],
      [httpLine({ time: new Date(Date.now() + 25 * 3_600_000).toISOString() }), '/time', /24 h ahead/],
      [httpLine({ path: '\ud800' }), '', /surrogate/],
      [httpLine({ [`${'x'.repeat(198)}😀`]: 1 }), `/${'x'.repeat(198)}\ufffd`, /not a field/],
      [httpLine({ path: 'x'.repeat(2_000_000) }), '/path', /16384/],
      [httpLine().replace('"/a"', '"/\u0000"'), '', /is not JSON/],
      [`${httpLine()}\u0000`, '', /is not JSON/],
      [Buffer.from(httpLine({ path: '/\xff' }), 'latin1'), '', /UTF-8/],
      [httpLine({ bytes_in: 0 }).replace('"bytes_in":0', '"bytes_in":1234567890123456789012'), '/bytes_in', /<=/],
    ];
    const body = Buffer.concat(
      bad.flatMap(([line]) => [Buffer.from(line), Buffer.from('\n'), Buffer.from(httpLine()), Buffer.from('\r\n\n')]),
    );
    const { batch_id: id, accepted, rejected } = await ok(await send('http', body));
    assert.equal(accepted, bad.length);
    assert.equal(await count('http_events', id), bad.length);
    assert.deepEqual(
      rejected.map(({ line, pointer }) => ({ line, pointer })),
      bad.map(([, pointer], i) => ({ line: 3 * i + 1, pointer })),
    );
    bad.forEach(([, , detail], i) => assert.match(rejected[i]!.detail, detail));
    const kept = await rejects(id);
    assert.equal(kept.length, bad.length);
    assert.equal(kept[0]!.line, '{"not json');
    assert.ok(kept.every(({ line }) => Buffer.byteLength(line) <= 2048 * 3));
    const sql = `SELECT DISTINCT sensor_id FROM http_events WHERE batch_id = {id:UUID}`;
    assert.deepEqual(await api.context.store.rows('test', sql, { id }), [{ sensor_id: 'web-1' }]);
  });

  describe('lines that fit the specification and that the store refuses', () => {
    /** 16,384 characters, as many as may be, and twice as many bytes. */
    const refused = tlsLine({ ja4_r: 'é'.repeat(16_384) });
    /** Every other one is refused: more than one would be looked for one after the other. */
    const body = ndjson(Array.from({ length: 44 }, (_, index) => (index % 2 ? tlsLine() : refused)));

    async function landedOnce(sent: IngestedBatch): Promise<void> {
      assert.equal(sent.accepted, 22);
      assert.deepEqual(
        sent.rejected.map(({ line, detail }) => [line, detail]),
        Array.from({ length: 22 }, (_, index) => [2 * index + 1, 'is refused by the store']),
      );
      const sql =
        'SELECT count() AS rows, uniqExact(seq) AS lines FROM handshakes WHERE batch_id = {id:UUID} AND seq % 2 = 0';
      assert.deepEqual(await api.context.store.rows('test', sql, { id: sent.batch_id }), [{ rows: 22, lines: 22 }]);
      assert.equal(await count('handshakes', sent.batch_id), 22);
      assert.equal((await rejects(sent.batch_id)).length, 22);
    }

    test('202: however many they are, they are kept aside and all others land', async () => {
      const key = { 'idempotency-key': 'refused' };
      const first = await ok(await send('tls', body, key));
      await landedOnce(first);
      await crashedAfter(first.batch_id, 'handshakes', true);
      assert.deepEqual(await ok(await send('tls', body, key)), first);
      await landedOnce(first);
    });

    test('202: a batch that is full of them comes to an end, and each line is somewhere', async () => {
      const lines = Array.from({ length: 220 }, (_, index) => (index % 2 ? tlsLine() : refused));
      const sent = await ok(await send('tls', ndjson(lines)));
      const stored = await count('handshakes', sent.batch_id);
      assert.equal(sent.accepted, stored);
      assert.ok(stored > 20 && stored < 110, String(stored));
      const sql = 'SELECT count() AS rows, countIf(seq % 2 = 0) AS good FROM handshakes WHERE batch_id = {id:UUID}';
      assert.deepEqual(await api.context.store.rows('test', sql, { id: sent.batch_id }), [
        { rows: stored, good: stored },
      ]);
      const aside = await rejects(sent.batch_id);
      assert.equal(aside.length, 220 - stored);
    });

    test('503 when the store goes away meanwhile; what comes again is there once', async (t) => {
      const key = { 'idempotency-key': 'refused-and-away' };
      const { store } = api.context;
      const insert = store.insertBody.bind(store);
      let landed = 0;
      const { mock } = t.mock.method(store, 'insertBody', async (...args: Parameters<typeof insert>) => {
        const written = await insert(...args);
        // Written, and the answer is lost.
        if (args[0] === 'events.land' && [5, 20].includes(++landed)) throw new StoreUnavailable(new Error('away'));
        return written;
      });
      for (const _ of [1, 2]) assert.equal((await problem(await send('tls', body, key), 503)).code, 'unavailable');
      mock.restore();
      await landedOnce(await ok(await send('tls', body, key)));
    });
  });

  test('422 naming the lines when none is good, the same again for the same key', async () => {
    for (const _ of [1, 2]) {
      const answer = await problem(await send('http', '{}\n{"x":1}', { 'idempotency-key': 'none' }), 422);
      assert.match(answer.detail, /None of the 2 lines .* line 1 \/time is required/);
    }
  });

  test('400 for an empty body and for blank lines', async () => {
    await problem(await send('http', ''), 400);
    await problem(await send('http', '\n \r\n'), 400);
  });

  test('413 for a body of 1 GB, a gzip bomb and too many lines; the next request works', async () => {
    const chunk = new Uint8Array(1 << 20).fill(0x20);
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        if (sent++ < 1024) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const outcome = await send('http', endless).then(
      (response) => response.status,
      () => 413, // The connection ends while the client still writes.
    );
    assert.equal(outcome, 413);
    assert.ok(sent < 200, `${sent} MiB were taken`);
    const bomb = gzipSync(Buffer.alloc(256 << 20, 0x20));
    assert.equal(
      (await problem(await send('http', bomb, { 'content-encoding': 'gzip' }), 413)).code,
      'payload-too-large',
    );
    assert.equal((await problem(await send('http', '{}\n'.repeat(50_001)), 413)).code, 'payload-too-large');
    await ok(await send('http', httpLine()));
  });

  for (const [operation, body, key] of [
    ['authenticate', httpLine(), 'unknown-key'],
    ['batches.findAll', httpLine(), 'sent-before'],
    ['batches.rejectedLines', '{}', 'refused-before'],
  ] as const) {
    test(`503 when ${operation} takes the store too long: what 422 says of lines is not known`, async (t) => {
      const secret = await api.key({ name: key, kind: 'sensor', sensor_id: key });
      const sendIt = (): Promise<Response> =>
        send('http', body, { authorization: `Bearer ${secret}`, 'idempotency-key': key });
      if (operation !== 'authenticate') assert.equal((await sendIt()).status, body === '{}' ? 422 : 202);
      const { store } = api.context;
      const rows = store.rows.bind(store);
      t.mock.method(store, 'rows', (...args: Parameters<typeof rows>) =>
        args[0] === operation ? Promise.reject(new QueryTooHeavy(new Error('Timeout exceeded'))) : rows(...args),
      );
      assert.equal((await problem(await sendIt(), 503)).code, 'unavailable');
    });
  }

  test('415 for another content type or encoding', async () => {
    for (const type of ['text/plain', 'application/json']) {
      for (const body of [httpLine(), '{}']) await problem(await send('http', body, { 'content-type': type }), 415);
    }
    await problem(await send('http', httpLine(), { 'content-encoding': 'br' }), 415);
  });

  test('401 without a key, 403 for a key that may only read', async () => {
    await problem(await send('http', httpLine(), { authorization: 'Bearer nobody' }), 401);
    const reader = await api.key({ name: 'reader', kind: 'reader' });
    await problem(await send('http', httpLine(), { authorization: `Bearer ${reader}` }), 403);
  });
});
