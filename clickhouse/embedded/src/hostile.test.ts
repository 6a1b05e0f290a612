import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { remote, useClickhouse } from './harness.js';

describe('requests of anybody who reaches the port', { skip: remote }, () => {
  const harness = useClickhouse();

  /** The answer to bytes that are sent as they are; empty when the connection ends without one. */
  async function answerTo(request: string): Promise<string> {
    const { hostname, port } = new URL(harness.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString('latin1')));
    // A connection that is reset is an answer too.
    socket.on('error', () => undefined);
    socket.end(request, 'latin1');
    await once(socket, 'close');
    return answer;
  }

  const get = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
  const isAlive = async (): Promise<void> => assert.match(await answerTo(get('/ping')), /^HTTP\/1.1 200 OK/);

  for (const target of ['//', '//?query=SELECT+1', 'http://[', '/\\[']) {
    test(`the target ${target} is refused`, async () => {
      assert.match(await answerTo(get(target)), /^HTTP\/1.1 400 Bad Request/);
      await isAlive();
    });
  }

  for (const id of ['%0A', 'a%0D%0AX-Header:+1', '%E2%82%AC', '%00', 'x'.repeat(129)]) {
    test(`the query id ${id.slice(0, 20)} stands in no header`, async () => {
      const answer = await answerTo(get(`/?query_id=${id}`));
      assert.match(answer, /^HTTP\/1.1 403 Forbidden\r\n(.*\r\n)*X-ClickHouse-Query-Id: [0-9a-f-]{36}\r\n/);
      await isAlive();
    });
  }

  test('a query id that may stand in a header comes back', async () => {
    const url = new URL('/?query=SELECT+1&query_id=detections.list-7', harness.url);
    const { username, password } = url;
    url.username = url.password = '';
    const headers = { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password };
    const response = await fetch(url, { headers });
    assert.equal(response.headers.get('x-clickhouse-query-id'), 'detections.list-7');
  });

  test('whatever the request line and the parameters are, the next request is answered', async () => {
    const names = ['query', 'query_id', 'database', 'default_format', 'user', 'password', 'readonly', 'a b', ''];
    const bytes = fc.string({ unit: 'binary', maxLength: 40 });
    const pair = fc.tuple(fc.constantFrom(...names), bytes).map((entry) => entry.map(encodeURIComponent).join('='));
    const parameters = fc.array(pair, { maxLength: 4 }).map((pairs) => `/?${pairs.join('&')}`);
    const target = fc.oneof(
      bytes,
      bytes.map((text) => `/${text}`),
      bytes.map((text) => `/?${text}`),
      parameters,
    );
    const method = fc.constantFrom('GET', 'POST', 'OPTIONS', 'CONNECT', 'X');
    await fc.assert(
      fc.asyncProperty(method, target, async (verb, text) => {
        await answerTo(get(text).replace('GET', verb));
        await isAlive();
      }),
      { numRuns: 300 },
    );
  });
});
