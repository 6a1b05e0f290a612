import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { remote, useClickhouse } from './harness.js';

const harness = useClickhouse();

type Init = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

function http(path: string, init: Init = {}): Promise<Response> {
  const url = new URL(path, harness.url);
  const { username, password } = new URL(harness.url);
  url.username = url.password = '';
  const headers = { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password, ...init.headers };
  return fetch(url, { ...init, headers });
}

test('/ping needs no password', async () => {
  const response = await http('/ping', { headers: { 'X-ClickHouse-Key': 'wrong' } });
  assert.deepEqual([response.status, await response.text()], [200, 'Ok.\n']);
});

test('GET reads and does not write', async () => {
  assert.equal(await (await http('/?query=SELECT+1,+%27a%27')).text(), '1\ta\n');
  const refused = await http('/?query=CREATE+TABLE+x+(a+UInt8)+ENGINE+Memory');
  assert.equal(refused.headers.get('x-clickhouse-exception-code'), '164');
});

test('the statement is the query parameter followed by the body', async () => {
  const response = await http('/?query=SELECT', { method: 'POST', body: '1 + 1 FORMAT CSV' });
  assert.equal(await response.text(), '2\n');
});

test('default_format counts where no FORMAT is given', async () => {
  const query = async (text: string): Promise<string> =>
    (await http('/?default_format=JSONEachRow', { method: 'POST', body: text })).text();
  assert.equal(await query('SELECT 1 AS a'), '{"a":1}\n');
  assert.equal(await query('SELECT 1 AS a FORMAT TSV'), '1\n');
  assert.equal(await query("SELECT 'FORMAT TSV' AS a -- FORMAT CSV"), '{"a":"FORMAT TSV"}\n');
});

test('an error is text in the words of ClickHouse, with its code and status', async () => {
  const response = await http('/', { method: 'POST', body: 'SELECT * FROM nowhere' });
  assert.equal(response.status, 404);
  assert.equal(response.headers.get('x-clickhouse-exception-code'), '60');
  assert.match(await response.text(), /^Code: 60\. DB::Exception: .*\(UNKNOWN_TABLE\) \(version [\d.]+/s);
});

test('a wrong password is 403', async () => {
  const response = await http('/?query=SELECT+1', { headers: { 'X-ClickHouse-Key': 'wrong' } });
  assert.deepEqual([response.status, response.headers.get('x-clickhouse-exception-code')], [403, '516']);
});

test('a gzip body that is broken, and one that grows too large, are refused', { skip: remote }, async () => {
  const post = (body: Uint8Array<ArrayBuffer>): Promise<Response> =>
    http('/', { method: 'POST', body, headers: { 'Content-Encoding': 'gzip' } });
  const whole = new Uint8Array(gzipSync('SELECT 1'));
  assert.equal(await (await post(whole)).text(), '1\n');
  assert.match(await (await post(whole.slice(0, -6))).text(), /ZLIB_INFLATE_FAILED/);
  const bomb = await post(new Uint8Array(gzipSync(Buffer.alloc(100 << 20, ' '))));
  assert.deepEqual([bomb.status, bomb.headers.get('x-clickhouse-exception-code')], [413, '229']);
  assert.equal(await (await post(whole)).text(), '1\n');
});
