import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from './index.js';
import { problem, serve } from './testing.js';

test('a stream goes on after the last event seen when its connection breaks', async (t) => {
  const asked: (string | undefined)[] = [];
  const baseUrl = await serve(t, (request, response) => {
    const last = request.headers['last-event-id'] as string | undefined;
    asked.push(last);
    const next = Number(last ?? 0) + 1;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`: hello\n\nid: ${next}\ndata: {"host":"é${next}"}\n\nid: 99\ndata: {"cut`, () => {
      if (next < 3) request.socket.destroy();
    });
  });
  const states: string[] = [];
  const hosts: string[] = [];
  const client = createClient({ baseUrl });
  for await (const { data } of client.requests.stream({ onState: (state) => states.push(state) })) {
    if (hosts.push(data.host) === 3) break;
  }
  assert.deepEqual(hosts, ['é1', 'é2', 'é3']);
  assert.deepEqual(asked, [undefined, '1', '2']);
  assert.deepEqual(states, ['open', 'waiting', 'open', 'waiting', 'open']);
});

test('a stream that is refused throws the problem', async (t) => {
  const baseUrl = await serve(t, (_request, response) => response.writeHead(401).end(problem(401, 'unauthorized')));
  const stream = createClient({ baseUrl }).requests.stream();
  await assert.rejects(stream.next(), { code: 'unauthorized' });
});

test('a stream goes on where a message without data said it stands', async (t) => {
  const asked: (string | undefined)[] = [];
  const baseUrl = await serve(t, (request, response) => {
    asked.push(request.headers['last-event-id'] as string | undefined);
    if (asked.length === 1) response.end(': nothing new\nid: 5\n\n');
    else response.end('id: 6\ndata: {}\n\n');
  });
  const { value } = await createClient({ baseUrl }).requests.stream().next();
  assert.deepEqual(value, { id: '6', data: {} });
  assert.deepEqual(asked, [undefined, '5']);
});

test('an aborted stream ends', async (t) => {
  const baseUrl = await serve(t, (_request, response) => response.writeHead(200).write('id: 1\ndata: {}\n\n'));
  const stop = new AbortController();
  let events = 0;
  for await (const _event of createClient({ baseUrl }).requests.stream({ signal: stop.signal })) {
    events++;
    stop.abort();
  }
  assert.equal(events, 1);
});
