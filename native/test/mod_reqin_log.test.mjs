// mod_reqin_log inside a real Apache (event MPM): what clients send, and the records that come out of its socket.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { exchange, listen, missingPrograms, startApache, until } from './apache.mjs';

const missing = missingPrograms();
const skip = missing.length > 0 ? `not installed: ${missing.join(', ')}` : false;
const runFile = promisify(execFile);
const curl = (...args) => runFile('curl', ['-sk', '--max-time', '20', ...args]);

let apache;
let reader;
let seen = 0;

/** The records written since the last call, once there are `count`. */
async function newRecords(count) {
  await until(() => reader.records.length >= seen + count, `${count} records`);
  const records = reader.records.slice(seen);
  seen = reader.records.length;
  assert.equal(records.length, count);
  return records;
}

const headersOf = (record) => Object.fromEntries(record.headers.map(([name, value]) => [name.toLowerCase(), value]));

before(async () => {
  if (skip) return;
  apache = await startApache({ extra: 'RemoteIPHeader X-Forwarded-For\nRemoteIPTrustedProxy 127.0.0.1' });
  reader = await listen(apache.socketPath);
});

after(async () => {
  await apache?.stop();
  await reader?.close();
});

test('a plain request: every field', { skip }, async () => {
  const began = Date.now();
  const request =
    'GET /index.html?a=1&b=%20 HTTP/1.1\r\nHost: Shop.Example:80\r\nUser-Agent: t/1\r\nX-Early: yes\r\nConnection: close\r\n\r\n';
  const { localPort } = await exchange(apache.port, request);
  const [record] = await newRecords(1);
  const { time, req_id, conn_id, duration_us, ...rest } = record;
  assert.match(conn_id, /^[0-9a-f]{16}-\d+$/);
  assert.equal(req_id, `${conn_id}-1`);
  assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  assert.ok(Date.parse(time) >= began - 1 && Date.parse(time) <= Date.now());
  assert.ok(Number.isInteger(duration_us) && duration_us >= 0);
  assert.deepEqual(rest, {
    kind: 'request',
    conn_seq: 1,
    scheme: 'http',
    src_ip: '127.0.0.1',
    src_port: localPort,
    client_ip: '127.0.0.1',
    dst_ip: '127.0.0.1',
    dst_port: apache.port,
    ssl_protocol: '',
    ssl_cipher: '',
    h2_fingerprint: '',
    h2_settings: '',
    h2_window_update: null,
    h2_priority: '',
    h2_pseudo_order: '',
    method: 'GET',
    host: 'shop.example',
    path: '/index.html',
    query: 'a=1&b=%20',
    http_version: '1.1',
    status: 200,
    bytes_in: 0,
    bytes_out: 6,
    // As sent: before mod_headers removed X-Early and added one of its own.
    headers: [
      ['Host', 'Shop.Example:80'],
      ['User-Agent', 't/1'],
      ['X-Early', 'yes'],
      ['Connection', 'close'],
    ],
  });
});

test('keep-alive: one conn_id, counted requests; the next connection has another', { skip }, async () => {
  const request = (connection) => `GET / HTTP/1.1\r\nHost: a\r\nConnection: ${connection}\r\n\r\n`;
  await exchange(apache.port, request('keep-alive') + request('keep-alive') + request('close'));
  await exchange(apache.port, request('close'));
  const records = await newRecords(4);
  assert.deepEqual(
    records.map(({ conn_seq }) => conn_seq),
    [1, 2, 3, 1],
  );
  assert.equal(new Set(records.slice(0, 3).map(({ conn_id }) => conn_id)).size, 1);
  assert.notEqual(records[3].conn_id, records[0].conn_id);
});

test('HTTP/2 over TLS: streams share the connection and are counted once each', { skip }, async () => {
  const url = `https://127.0.0.1:${apache.tlsPort}`;
  await curl('--http2', '--parallel', `${url}/?n=[1-20]`, '-o', '/dev/null');
  const records = await newRecords(20);
  assert.deepEqual(new Set(records.map(({ http_version }) => http_version)), new Set(['2']));
  assert.deepEqual(records[0].scheme, 'https');
  assert.match(records[0].ssl_protocol, /^TLSv1\.[23]$/);
  assert.notEqual(records[0].ssl_cipher, '');
  const connections = Map.groupBy(records, ({ conn_id }) => conn_id);
  for (const own of connections.values()) {
    const expected = Array.from(own, (_, index) => index + 1);
    assert.deepEqual(
      own.map(({ conn_seq }) => conn_seq).sort((a, b) => a - b),
      expected,
    );
    assert.equal(new Set(own.map(({ src_port }) => src_port)).size, 1);
  }
});

test('malformed requests have a record too', { skip }, async () => {
  const wrong = [
    ['GET /a b HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'GET'],
    ['GET / HTTP/1.1\r\nno colon\r\n\r\n', 400, 'GET'],
    ['GET / HTTP/1.1\r\n\r\n', 400, 'GET'],
    ['\x16\x03\x01\r\n\r\n', 400, '\x16\x03\x01'],
    [`GET /${'a'.repeat(9000)} HTTP/1.1\r\n\r\n`, 414, '-'],
    [`${'M'.repeat(300)} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`, 501, 'M'.repeat(128)],
  ];
  for (const [bytes, status, method] of wrong) {
    const { text } = await exchange(apache.port, Buffer.from(bytes, 'latin1'));
    const [record] = await newRecords(1);
    assert.ok(text.startsWith(`HTTP/1.1 ${status} `), text);
    assert.equal(record.status, status);
    assert.equal(record.method, method);
    assert.equal(record.src_ip, '127.0.0.1');
    assert.equal(record.conn_seq, 1);
  }
});

test('invalid UTF-8 becomes U+FFFD and is flagged; control characters are escaped', { skip }, async () => {
  const head = Buffer.from(
    'GET /\xff HTTP/1.1\r\nHost: a\r\nX-Name: caf\xe9 "\\\t\xe2\x82\xac\r\nConnection: close\r\n\r\n',
    'latin1',
  );
  await exchange(apache.port, head);
  const [record] = await newRecords(1);
  assert.equal(record.path, '/\ufffd');
  assert.equal(headersOf(record)['x-name'], 'caf\ufffd "\\\t\u20ac');
  assert.equal(record.raw_bytes, true);
});

test('sensitive values are withheld, their names are not', { skip }, async () => {
  const secrets = [
    'Authorization: Basic c2VjcmV0',
    'cookie: sid=secret',
    'X-Api-Key: secret',
    'Proxy-Authorization: secret',
  ];
  await curl(`http://127.0.0.1:${apache.port}/`, ...secrets.flatMap((header) => ['-H', header]));
  const [record] = await newRecords(1);
  const headers = headersOf(record);
  for (const name of ['authorization', 'cookie', 'x-api-key', 'proxy-authorization'])
    assert.equal(headers[name], '[withheld]');
  assert.ok(!JSON.stringify(record).includes('secret'));
});

test('headers are bounded: 25 of them, 256 bytes of each value, without half a character', { skip }, async () => {
  const many = Array.from({ length: 40 }, (_, index) => [
    '-H',
    `X-${index}: ${index === 0 ? 'é'.repeat(200) : 'v'}`,
  ]).flat();
  await curl(`http://127.0.0.1:${apache.port}/`, ...many);
  const [record] = await newRecords(1);
  assert.equal(record.headers.length, 25);
  assert.equal(headersOf(record)['x-0'], 'é'.repeat(128));
});

test('the longest request the server takes still makes a record', { skip }, async () => {
  const long = Array.from({ length: 60 }, (_, index) => `X-${index}: ${'\xff'.repeat(4000)}\r\n`).join('');
  const request = `GET /${'a'.repeat(5000)}?${'\xff'.repeat(2000)} HTTP/1.1\r\nHost: a\r\n${long}Connection: close\r\n\r\n`;
  await exchange(apache.port, Buffer.from(request, 'latin1'));
  const [record] = await newRecords(1);
  assert.equal(record.path.length, 4096);
  assert.equal(record.query, '\ufffd'.repeat(2000));
  assert.equal(record.headers.length, 25);
});

test('body sizes are counted both ways, chunked too; an error page answers for its request', { skip }, async () => {
  const url = `http://127.0.0.1:${apache.port}`;
  const body = ['-X', 'POST', '-H', 'Expect:', '--data-binary', 'x'.repeat(3000)];
  await curl(...body, `${url}/echo`);
  await curl(...body, '-H', 'Transfer-Encoding: chunked', `${url}/echo`);
  await curl('-k', '--http2', ...body, `https://127.0.0.1:${apache.tlsPort}/echo`);
  await curl(...body, `${url}/nowhere?x=1`);
  const records = await newRecords(4);
  for (const { bytes_in } of records) assert.equal(bytes_in, 3000);
  assert.deepEqual(
    records.map(({ bytes_out }) => bytes_out),
    [3000, 3000, 3000, 13],
  );
  const { method, path, query, status } = records[3];
  assert.deepEqual({ method, path, query, status }, { method: 'POST', path: '/nowhere', query: 'x=1', status: 404 });
});

test('a trusted proxy names the client; src_ip stays the peer', { skip }, async () => {
  await curl(`http://127.0.0.1:${apache.port}/`, '-H', 'X-Forwarded-For: 203.0.113.7');
  const [record] = await newRecords(1);
  assert.equal(record.src_ip, '127.0.0.1');
  assert.equal(record.client_ip, '203.0.113.7');
  assert.equal(headersOf(record)['x-forwarded-for'], '203.0.113.7');
});

test('requests go on without a reader; the module says so, and comes back to a new reader', { skip }, async () => {
  const url = `http://127.0.0.1:${apache.port}/`;
  await reader.close();
  for (let request = 0; request < 5; request++) assert.equal((await curl(url)).stdout, 'hello\n');
  assert.match(apache.errorLog(), /JsonSockLog: \d+ records dropped by this child so far/);
  reader = await listen(apache.socketPath);
  seen = 0;
  await until(async () => {
    await curl(`${url}?again`);
    return reader.records.length > 0;
  }, 'the module to reconnect');
  // The last of the five may be logged after its answer, to the new reader.
  assert.ok(reader.records.filter(({ query }) => query !== 'again').length <= 1);
});

test('a reader that stands still blocks nobody, and what it gets are whole records', { skip }, async () => {
  const url = `http://127.0.0.1:${apache.port}/?n=[1-3000]`;
  await reader.close();
  reader = await listen(apache.socketPath, { paused: true });
  await until(
    async () => (await curl(`http://127.0.0.1:${apache.port}/?before`)) && reader.isConnected(),
    'the module',
  );
  const answers = await curl('--no-progress-meter', url);
  assert.equal(answers.stdout, 'hello\n'.repeat(3000));
  reader.resume();
  await until(async () => {
    await curl(`http://127.0.0.1:${apache.port}/?last`);
    return reader.records.some(({ query }) => query === 'last');
  }, 'the reader to catch up');
  const numbers = reader.records
    .filter(({ query }) => query.startsWith('n='))
    .map(({ query }) => Number(query.slice(2)));
  assert.ok(numbers.length > 0 && numbers.length < 3000, `${numbers.length} of 3000`);
  assert.deepEqual(
    numbers,
    [...new Set(numbers)].sort((a, b) => a - b),
  );
});

for (const mpm of ['prefork', 'worker'])
  test(`the ${mpm} MPM writes records too`, { skip }, async () => {
    const other = await startApache({ mpm });
    const otherReader = await listen(other.socketPath);
    try {
      await curl('--http1.1', `https://127.0.0.1:${other.tlsPort}/?n=[1-3]`);
      await until(() => otherReader.records.length >= 3, 'three records');
      assert.deepEqual(
        otherReader.records.map(({ query, conn_seq }) => [query, conn_seq]),
        [
          ['n=1', 1],
          ['n=2', 2],
          ['n=3', 3],
        ],
      );
    } finally {
      await other.stop();
      await otherReader.close();
    }
  });

test('JsonSockLogEnabled of a virtual host overrides that of the server', { skip }, async () => {
  const other = await startApache({ extra: 'JsonSockLogEnabled Off' });
  const otherReader = await listen(other.socketPath);
  try {
    await curl(`http://127.0.0.1:${other.port}/`, `https://127.0.0.1:${other.tlsPort}/`);
    await until(() => otherReader.records.length > 0, 'a record');
    assert.deepEqual(
      otherReader.records.map(({ dst_port }) => dst_port),
      [other.tlsPort],
    );
  } finally {
    await other.stop();
    await otherReader.close();
  }
});

test(
  'JsonSockLogHeaders keeps the values of those named, JsonSockLogSensitiveHeaders withholds more',
  { skip },
  async () => {
    const extra =
      'JsonSockLogHeaders User-Agent Accept\nJsonSockLogHeaders X-Kept Cookie\nJsonSockLogSensitiveHeaders X-KEPT';
    const other = await startApache({ extra: `${extra}\nJsonSockLogLevel INFO\nLogLevel info` });
    const otherReader = await listen(other.socketPath);
    try {
      const sent = ['-A', 'agent', '-H', 'X-Kept: a', '-H', 'X-Other: b', '-H', 'Cookie: c'];
      await curl(...sent, `http://127.0.0.1:${other.port}/`);
      await until(() => otherReader.records.length > 0, 'a record');
      assert.deepEqual(otherReader.records[0].headers, [
        ['Host', '[withheld]'],
        ['User-Agent', 'agent'],
        ['Accept', '*/*'],
        ['X-Kept', '[withheld]'],
        ['X-Other', '[withheld]'],
        ['Cookie', '[withheld]'],
      ]);
      assert.match(other.errorLog(), /JsonSockLog: connected to /);
    } finally {
      await other.stop();
      await otherReader.close();
    }
  },
);

test('wrong directives are refused with their name', { skip }, async () => {
  const check = (line) =>
    runFile('apache2', ['-t', '-f', join(apache.root, 'httpd.conf'), '-c', line]).then(
      () => '',
      (error) => error.stderr,
    );
  assert.match(
    await check('JsonSockLogMaxHeaders many'),
    /JsonSockLogMaxHeaders: 'many' is not a number from 0 to 200/,
  );
  assert.match(await check('JsonSockLogReconnectInterval 0'), /'0' is not a number from 1 to 3600/);
  assert.match(await check('JsonSockLogLevel LOUD'), /JsonSockLogLevel: 'LOUD' is none of EMERG, /);
  assert.match(await check('JsonSockLogSocket relative.socket'), /JsonSockLogSocket: the path must be absolute/);
  assert.match(
    await check(`JsonSockLogSocket /${'x'.repeat(108)}`),
    /JsonSockLogSocket: the path is longer than 107 bytes/,
  );
});
