import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { connect, Socket, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Response as ExpressResponse } from 'express';
import { Registry } from 'prom-client';
import type { LoggedRequest } from '../requests/requests.types.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { endOf, eventId } from './stream-position.js';
import { StreamRepository } from './stream.repository.js';
import { StreamService } from './stream.service.js';

interface StreamedEvent {
  readonly id: string;
  readonly request: LoggedRequest;
}

describe('stream of requests', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  /** Writes a run of the correlation: its requests, and unless told otherwise that it is complete. */
  const run = async (joinNo: number, paths: readonly string[], isCompleted = true): Promise<void> => {
    const batch_id = crypto.randomUUID();
    const requests = paths.map((path, seq) => loggedRequest(seq, { path, batch_id, join_no: joinNo }));
    await insertRequests(api.context.store, requests);
    if (!isCompleted) return;
    const batch = { batch_id, kind: 'http', state: 'correlated', join_no: joinNo, version: 1 };
    await api.context.store.insert('test', 'ingest_batches', [{ ...batch, received_at: new Date().toISOString() }]);
  };

  /** Follows until `count` requests came, then lets go. */
  async function follow(
    count: number,
    query = '',
    lastEventId?: string,
    onOpen?: () => Promise<void>,
  ): Promise<StreamedEvent[]> {
    const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const leave = new AbortController();
    const response = await api.call(`/v1/requests/stream?${query}`, { headers, signal: leave.signal });
    assert.equal(response.status, 200, await (response.ok ? '' : response.text()));
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    const events: StreamedEvent[] = [];
    let text = '';
    let isOpen = false;
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      if (!isOpen) await onOpen?.();
      isOpen = true;
      const parts = (text + chunk).split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const [, id, data] = /^id: (.*)\ndata: (.*)$/.exec(part) ?? [];
        if (id && data) events.push({ id, request: JSON.parse(data) as LoggedRequest });
      }
      if (events.length >= count) break;
    }
    leave.abort();
    return events;
  }
  const pathsOf = (events: readonly StreamedEvent[]): string[] => events.map(({ request }) => request.path);

  it('200 begins now, with what is correlated from here on', async () => {
    await run(1, ['/before']);
    const events = await follow(2, '', undefined, () => run(2, ['/a', '/b']));
    assert.deepEqual(pathsOf(events), ['/a', '/b']);
  });

  it('200 resumes after Last-Event-ID, nothing twice and nothing left out', async () => {
    await run(
      3,
      Array.from({ length: 1200 }, (_, index) => `/${index}`),
    );
    await run(4, ['/last']);
    const all = await follow(1203, '', eventId(endOf(1)));
    assert.equal(new Set(all.map(({ id }) => id)).size, 1203);
    assert.equal(all.at(-1)?.request.path, '/last');
    for (const at of [0, 1, 600, 1201]) {
      const rest = await follow(all.length - at - 1, '', all[at]?.id);
      assert.deepEqual(rest, all.slice(at + 1));
    }
  });

  it('200 shows a run only when it is complete', async () => {
    await run(6, ['/unfinished'], false);
    const events = await follow(1, '', undefined, () => run(5, ['/done']));
    assert.deepEqual(pathsOf(events), ['/done']);
  });

  it('200 filters', async () => {
    const events = await follow(1, 'path=/wanted*', undefined, () => run(7, ['/other', '/wanted/1', '/more']));
    assert.deepEqual(pathsOf(events), ['/wanted/1']);
  });

  it('4xx for an id that is none, and for a filter that is wrong', async () => {
    for (const id of ['x', '1-2-3', '1-ffffffff-ffff-ffff-ffff-ffffffffffff-99999999999']) {
      const response = await api.call('/v1/requests/stream', { headers: { 'last-event-id': id } });
      assert.equal(response.status, 400, id);
    }
    assert.equal((await api.call('/v1/requests/stream?client_ip=x')).status, 422);
    assert.equal((await api.call('/v1/requests/stream?limit=5')).status, 422);
  });

  it('429 beyond fifty streams, and room again when clients left', async () => {
    const leave = new AbortController();
    const open = (): Promise<Response> => api.call('/v1/requests/stream', { signal: leave.signal });
    const responses = await Promise.all(Array.from({ length: 50 }, open));
    assert.ok(responses.every(({ status }) => status === 200));
    const refused = await api.call('/v1/requests/stream');
    assert.equal(refused.status, 429);
    assert.ok(refused.headers.get('retry-after'));
    const metrics = await (await fetch(`${api.address}/metrics`)).text();
    assert.match(metrics, /^ja4_api_request_streams 50$/m);
    leave.abort();
    while (!/^ja4_api_request_streams 0$/m.test(await (await fetch(`${api.address}/metrics`)).text()));
  });

  it('ends when the API closes', async () => {
    const { store, logger } = api.context;
    const streams = new StreamService(new StreamRepository(store), logger, new Registry());
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    const events = await streams.open(response as ExpressResponse, {}, undefined);
    const whole = events.toArray();
    streams.close();
    assert.ok((await whole).length <= 1);
  });

  it('a client that stops reading is disconnected', async () => {
    const { store, logger } = api.context;
    const streams = new StreamService(new StreamRepository(store), logger, new Registry(), 300);
    // More than the kernel takes for a client that does not read.
    await run(
      8,
      Array.from({ length: 400 }, () => `/${'x'.repeat(60_000)}`),
    );
    const server = createServer((_request, response) => {
      const open = streams.open(response as ExpressResponse, {}, eventId(endOf(0)));
      void open.then((events) => events.pipe(response));
    }).listen(0);
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    await once(response, 'close');
    socket.destroy();
    server.close();
  });
});
