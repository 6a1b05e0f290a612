import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, IncomingMessage, ServerResponse } from 'node:http';
import { connect, Socket, type AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { NIL as firstUuid } from 'uuid';
import { exampleDetection } from '../detections/detections.example.js';
import type { Detection, Finding } from '../detections/detections.types.js';
import type { AuthenticatedRequest } from '../http/caller.js';
import type { Job } from '../jobs/jobs.types.js';
import type { CreatedApiKey } from '../keys/keys.types.js';
import type { LoggedRequest } from '../requests/requests.types.js';
import { Store } from '../store/store.js';
import { answer, answerOf, bearer, send } from '../testing/calls.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { signedIn } from '../testing/people.js';
import type { UserPage } from '../users/users.types.js';
import type { Feed } from './feed.js';
import { Feeds } from './feeds.js';
import type { RequestsFeed } from './requests.feed.js';
import { endOf, eventId } from './requests-position.js';
import { StreamRepository } from './stream.repository.js';
import { StreamService, streamBounds, type StreamKind } from './stream.service.js';

interface StreamedEvent<Data> {
  readonly id: string;
  readonly data: Data;
}

describe('streams', { skip: skipWithoutServices }, () => {
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

  /** Follows until `count` events that are wanted came, then lets go. */
  async function followed<Data>(
    path: string,
    count: number,
    lastEventId?: string,
    onOpen?: () => Promise<void>,
    isWanted: (data: Data) => boolean = () => true,
  ): Promise<StreamedEvent<Data>[]> {
    const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const leave = new AbortController();
    const response = await api.call(path, { headers, signal: leave.signal });
    assert.equal(response.status, 200, await (response.ok ? '' : response.text()));
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    const events: StreamedEvent<Data>[] = [];
    let text = '';
    let isOpen = false;
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      if (!isOpen) await onOpen?.();
      isOpen = true;
      const parts = (text + chunk).split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const [, id, data] = /^id: (.*)\ndata: (.*)$/.exec(part) ?? [];
        if (!id || !data) continue;
        const event = { id, data: JSON.parse(data) as Data };
        if (isWanted(event.data)) events.push(event);
      }
      if (events.length >= count) break;
    }
    leave.abort();
    return events;
  }
  const follow = (
    count: number,
    query = '',
    lastEventId?: string,
    onOpen?: () => Promise<void>,
  ): Promise<StreamedEvent<LoggedRequest>[]> => followed(`/v1/requests/stream?${query}`, count, lastEventId, onOpen);
  const feed = (): RequestsFeed => {
    const { store, queues, clock } = api.context;
    return new Feeds(new StreamRepository(store), undefined as never, queues, clock).requests({});
  };
  const requestOf = (res: ServerResponse): AuthenticatedRequest =>
    ({ res, user: { id: 'x' }, isStillLetIn: () => Promise.resolve(true) }) as unknown as AuthenticatedRequest;
  const pathsOf = (events: readonly StreamedEvent<LoggedRequest>[]): string[] => events.map(({ data }) => data.path);

  it('200 begins now, with what is correlated from here on', async () => {
    await run(1, ['/before']);
    const events = await follow(2, '', undefined, () => run(2, ['/a', '/b']));
    assert.deepEqual(pathsOf(events), ['/a', '/b']);
  });

  it('200 and the end for HEAD, of an export as well', async () => {
    for (const path of ['/v1/requests/stream', '/v1/requests/export']) {
      const response = await api.call(path, { method: 'HEAD', signal: AbortSignal.timeout(10_000) });
      assert.deepEqual([response.status, await response.text()], [200, '']);
    }
  });

  it('200 resumes after Last-Event-ID, nothing twice and nothing left out', async () => {
    await run(
      3,
      Array.from({ length: 1200 }, (_, index) => `/${index}`),
    );
    await run(4, ['/last']);
    const all = await follow(1203, '', eventId(endOf(1)));
    assert.equal(new Set(all.map(({ id }) => id)).size, 1203);
    assert.equal(all.at(-1)?.data.path, '/last');
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

  it('422 for a pattern that the store refuses, whether something is new or not', async () => {
    for (const headers of [{}, { 'last-event-id': eventId(endOf(0)) }]) {
      const response = await api.call(`/v1/requests/stream?path=${encodeURIComponent('~(')}`, { headers });
      assert.equal(response.status, 422);
      assert.match(await response.text(), /query\.path has a regular expression/);
    }
  });

  it('503 while the store or Redis is away, from an event on, too', async () => {
    const { queues, clock, logger } = api.context;
    const away = new Store('http://127.0.0.1:1', 'away');
    const streams = new StreamService(logger, new Registry());
    const queuesAway = { ...queues, eventsAfter: () => Promise.reject(new Error('Connection is closed.')) };
    const feeds = new Feeds(new StreamRepository(away), undefined as never, queuesAway, clock);
    const opened = <Position>(kind: StreamKind, feed: Feed<Position>, id: string): Promise<Readable> =>
      streams.open(requestOf(new ServerResponse(new IncomingMessage(new Socket()))), kind, feed, id);
    await assert.rejects(opened('requests', feeds.requests({}), eventId(endOf(1))), {
      status: 503,
      retryAfterSeconds: 2,
    });
    await assert.rejects(opened('detections', feeds.detections(), `1-${firstUuid}`), {
      status: 503,
      retryAfterSeconds: 2,
    });
    await assert.rejects(opened('jobs', feeds.jobs(), 'detection:1-1'), { status: 503, retryAfterSeconds: 5 });
    await away.close();
  });

  it('429 for one caller beyond its share while others find room; room again when clients left', async () => {
    const gauge = async (kind: string): Promise<string | undefined> => {
      const metrics = await (await fetch(`${api.address}/metrics`)).text();
      return new RegExp(`^ja4_api_streams\\{kind="${kind}"\\} (\\d+)$`, 'm').exec(metrics)?.[1];
    };
    while ((await gauge('requests')) !== '0') await sleep(20);
    const leave = new AbortController();
    const open = (path: string): Promise<Response> => api.call(path, { signal: leave.signal });
    const paths = ['/v1/requests/stream', '/v1/detections/stream', '/v1/jobs/stream'];
    const responses = await Promise.all(
      Array.from({ length: streamBounds.perCaller }, (_, index) => open(paths[index % 3] as string)),
    );
    assert.ok(responses.every(({ status }) => status === 200));
    for (const path of paths) {
      const refused = await api.call(path);
      assert.equal(refused.status, 429);
      assert.ok(refused.headers.get('retry-after'));
    }
    const other = { authorization: `Bearer ${await api.key({ name: 'other', kind: 'reader' })}` };
    assert.equal((await api.call('/v1/requests/stream', { signal: leave.signal, headers: other })).status, 200);
    assert.equal(await gauge('detections'), '8');
    leave.abort();
    while ((await gauge('requests')) !== '0') await sleep(20);
  });

  it('200 and 429 for ten thousand clients, and every place is free again', async () => {
    const keys = await Promise.all(
      Array.from({ length: 8 }, (_, index) => api.key({ name: `crowd-${index}`, kind: 'reader' })),
    );
    const open: IncomingMessage[] = [];
    let refused = 0;
    const one = async (index: number): Promise<void> => {
      const headers = { authorization: `Bearer ${keys[index % keys.length]}` };
      const call = get(`${api.address}/v1/requests/stream`, { headers, agent: false });
      const [response] = (await once(call, 'response')) as [IncomingMessage];
      if (response.statusCode === 200) open.push(response);
      else if (response.statusCode === 429) refused++;
      response.resume();
    };
    for (let done = 0; done < 10_000; done += 200) {
      await Promise.all(Array.from({ length: 200 }, (_, index) => one(done + index)));
    }
    assert.deepEqual([open.length, refused], [streamBounds.streams, 10_000 - streamBounds.streams]);
    for (const response of open) response.destroy();
    while ((await api.call('/v1/jobs/stream', { signal: AbortSignal.timeout(5000) })).status === 429) await sleep(20);
  });

  /** Opens a stream of each kind and waits for their ends, which `end` brings; rejects when one goes on. */
  const ending = async (headers: Record<string, string>, end: () => Promise<unknown>): Promise<void> => {
    const open = ['requests', 'detections', 'jobs'].map(async (kind) => {
      const response = await api.call(`/v1/${kind}/stream`, { headers, signal: AbortSignal.timeout(60_000) });
      assert.equal(response.status, 200);
      return response;
    });
    const responses = await Promise.all(open);
    await end();
    await Promise.all(responses.map((response) => response.text()));
  };

  it('ends when its key is revoked', async () => {
    const made = send(api, 'POST', '/v1/keys', { name: 'gone', kind: 'reader' });
    const { key, key_id } = await answer<CreatedApiKey>(made, 201);
    await ending(bearer(key), () => answer(api.call(`/v1/keys/${key_id}`, { method: 'DELETE' }), 204));
  });

  it('ends when its person is disabled, and when the person signs out', async () => {
    const ana = await signedIn(api, 'ana');
    const { user_id, version } = (await answerOf<UserPage>(api, '/v1/users?login=ana')).items[0]!;
    const change = { 'if-match': `"${version}"` };
    await ending(ana, () => answer(send(api, 'PATCH', `/v1/users/${user_id}`, { disabled: true }, change), 200));
    const bo = await signedIn(api, 'bo');
    await ending(bo, () => answer(api.call('/v1/session', { method: 'DELETE', headers: bo }), 204));
  });

  it('ends when the API closes', async () => {
    const streams = new StreamService(api.context.logger, new Registry());
    const events = await streams.open(
      requestOf(new ServerResponse(new IncomingMessage(new Socket()))),
      'requests',
      feed(),
      undefined,
    );
    const whole = events.toArray();
    streams.close();
    assert.ok((await whole).length <= 1);
  });

  it('a client that stops reading is disconnected', async () => {
    const streams = new StreamService(api.context.logger, new Registry(), { ...streamBounds, stalledMs: 300 });
    // More than the kernel takes for a client that does not read.
    await run(
      8,
      Array.from({ length: 400 }, () => `/${'x'.repeat(60_000)}`),
    );
    const server = createServer((_request, response) => {
      const open = streams.open(requestOf(response), 'requests', feed(), eventId(endOf(0)));
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

  it('200 detections as they change, and from an event on', async () => {
    const finding = (key: string): Finding => {
      const { kind, client_ip, ja4, host, first_seen, last_seen, requests, score, level, model_id, reasons } =
        exampleDetection;
      return { key, kind, client_ip, ja4, host, first_seen, last_seen, requests, score, level, model_id, reasons };
    };
    const worker = { authorization: `Bearer ${await api.key({ name: 'worker', kind: 'worker' })}` };
    const upsert = async (...keys: string[]): Promise<void> => {
      const headers = { ...worker, 'content-type': 'application/json' };
      const body = JSON.stringify({ items: keys.map(finding) });
      assert.equal((await api.call('/v1/detections', { method: 'PUT', body, headers })).status, 200);
    };
    const events = await followed<Detection>('/v1/detections/stream', 2, undefined, () => upsert('a', 'b'));
    assert.deepEqual(events.map(({ data }) => data.key).sort(), ['a', 'b']);
    for (const { data } of events) {
      assert.deepEqual(data, await (await api.call(`/v1/detections/${data.detection_id}`)).json());
      assert.deepEqual(data.reasons, exampleDetection.reasons);
    }
    const [again] = await followed<Detection>('/v1/detections/stream', 1, events[0]?.id);
    assert.deepEqual(again, events[1]);
    assert.equal((await api.call('/v1/detections/stream', { headers: { 'last-event-id': '1-2' } })).status, 400);
  });

  it('200 jobs as something happens to them, and from an event on', async () => {
    const { detection } = api.context.queues;
    const ids: string[] = [];
    const add = async (name: string): Promise<void> => {
      const job = await detection.add('retrain', { requested_by: name });
      ids.push(`detection:${job.id}`);
    };
    // The API's own schedulers put jobs into the same queues whenever they are due.
    const isOurs = ({ id }: Job): boolean => ids.includes(id);
    const addBoth = async (): Promise<void> => {
      await add('a');
      await add('b');
    };
    const events = await followed<Job>('/v1/jobs/stream', 2, undefined, addBoth, isOurs);
    assert.deepEqual(
      events.map(({ data }) => [data.id, data.name, data.state]),
      ids.map((id) => [id, 'retrain', 'waiting']),
    );
    const [again] = await followed<Job>('/v1/jobs/stream', 1, events[0]?.id, undefined, isOurs);
    assert.deepEqual(again?.data.id, ids[1]);
    assert.equal((await api.call('/v1/jobs/stream', { headers: { 'last-event-id': 'other:1-1' } })).status, 400);
  });
});
