import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type TestContext } from 'node:test';
import express, { type Request, type Response } from 'express';
import { countByTurn } from '../testing/turns.js';
import { longLists } from './long-lists.js';

const itemsOf = (count: number): object[] =>
  Array.from({ length: count }, (_, number) => ({ number, text: `"é\n,]}`, none: undefined }));

/** A server whose paths are numbers of items. */
async function serverOf(
  t: TestContext,
  items = itemsOf,
): Promise<(count: number, init?: RequestInit) => Promise<globalThis.Response>> {
  const app = express();
  app.get('/:count', longLists, (request: Request, response: Response) => {
    response.status(201).json({ before: 'x', items: items(Number(request.params.count)), next_cursor: null });
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return (count, init) => fetch(`http://127.0.0.1:${port}/${count}`, { ...init, headers: { connection: 'close' } });
}

test('a list of any length says the same', async (t) => {
  const call = await serverOf(t);
  for (const count of [0, 1, 250, 251, 500, 501, 3000]) {
    const response = await call(count);
    assert.equal(response.status, 201);
    assert.match(response.headers.get('content-type') ?? '', /^application\/json; charset=utf-8$/);
    const expected = { before: 'x', items: itemsOf(count), next_cursor: null };
    assert.deepEqual(await response.json(), JSON.parse(JSON.stringify(expected)));
  }
});

test('nothing of a long list is sent for HEAD', async (t) => {
  const call = await serverOf(t);
  const response = await call(3000, { method: 'HEAD' });
  assert.equal(response.status, 201);
  assert.equal(await response.text(), '');
});

test('a client that leaves in the middle of a long list leaves the server answering', async (t) => {
  const call = await serverOf(t);
  const leaving = new AbortController();
  const response = await call(500_000, { signal: leaving.signal });
  const reader = response.body!.getReader();
  await reader.read();
  leaving.abort();
  await assert.rejects(reader.read());
  assert.equal(((await (await call(2)).json()) as { items: unknown[] }).items.length, 2);
});

test('a long list becomes text in turns, however fast its client reads', async (t) => {
  const calls = countByTurn(t);
  const item = {
    toJSON() {
      calls.count();
      return {};
    },
  };
  const call = await serverOf(t, () => Array.from({ length: 3000 }, () => item));
  assert.equal(((await (await call(3000)).json()) as { items: unknown[] }).items.length, 3000);
  assert.ok(calls.most() <= 250);
});
