import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import test from 'node:test';
import { createLimitedServer } from './server-limits.js';

test('431 and 400: a head that is too long or no HTTP is answered with a problem', async (t) => {
  const server = createLimitedServer((request, response) => response.end(String(request.url?.length)));
  t.after(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;

  assert.equal(await (await fetch(url + 'a'.repeat(30_000))).text(), '30001');
  const tooLong = await fetch(url + 'a'.repeat(70_000));
  assert.equal(tooLong.status, 431);
  assert.equal(tooLong.headers.get('content-type'), 'application/problem+json');
  assert.equal(((await tooLong.json()) as { code: string }).code, 'headers-too-large');

  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  socket.end('no such method\r\n\r\n');
  let answer = '';
  for await (const chunk of socket) answer += chunk as string;
  assert.match(answer, /^HTTP\/1\.1 400 .*"code":"bad-request"/s);
});
