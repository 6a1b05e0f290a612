import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Problem } from './problem.js';
import { jsonBody } from './json-body.js';

test('half a surrogate pair is refused wherever it stands, what is nested too deep, and what hides a method; all else is taken', async (t) => {
  const app = express();
  app.use(jsonBody, (request: Request, response: Response) => void response.json(request.body));
  app.use((error: Problem, _request: Request, response: Response, _next: NextFunction) => {
    response.status(error.status).end();
  });
  const server = createServer(app).listen(0);
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const statusOf = async (body: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', connection: 'close' };
    return (await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, headers })).status;
  };
  const nested = (depth: number, inside = '1'): string => '{"a":['.repeat(depth / 2) + inside + ']}'.repeat(depth / 2);
  for (const body of [
    '["\\ud800"]',
    '{"a":[{"\\uDC00":1}]}',
    '{"a":"x\\ud83d"}',
    nested(66),
    '{"a":{"toString":"x"}}',
    '[{"valueOf":1}]',
    nested(200_000, '"\\ud83d\\ude00"'),
  ])
    assert.equal(await statusOf(body), 400);
  for (const body of ['["\\ud83d\\ude00"]', '["\\\\ud800"]', '["😀"]', '{}', nested(64)])
    assert.equal(await statusOf(body), 200);
});
