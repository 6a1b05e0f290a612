// Each directive with a value of its own, in a real Apache: what it changes.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { listen, missingPrograms, startApache, until } from './apache.mjs';

const missing = missingPrograms();
const skip = missing.length > 0 ? `not installed: ${missing.join(', ')}` : false;
const runFile = promisify(execFile);

/** Starts an Apache with directives; what was started is stopped with the test. */
async function start(t, extra, { read = true, socket = true } = {}) {
  const apache = await startApache({ extra, socket });
  const reader = read ? await listen(apache.socketPath) : undefined;
  t.after(async () => {
    await apache.stop();
    await reader?.close();
  });
  const get = (query, ...more) =>
    runFile('curl', ['-sf', '--max-time', '20', ...more, `http://127.0.0.1:${apache.port}/?${query}`]);
  return { apache, reader, get };
}

const complaints = (apache) => apache.errorLog().match(/records dropped by this child so far/g)?.length ?? 0;

for (const [directives, expected] of [
  [
    'JsonSockLogMaxHeaders 2',
    [
      ['Host', 'a'],
      ['User-Agent', 'agent'],
    ],
  ],
  ['JsonSockLogMaxHeaders 0', []],
  [
    'JsonSockLogMaxHeaderValueLen 3\nJsonSockLogMaxHeaders 2',
    [
      ['Host', 'a'],
      ['User-Agent', 'age'],
    ],
  ],
  [
    'JsonSockLogMaxHeaderValueLen 0\nJsonSockLogMaxHeaders 2',
    [
      ['Host', ''],
      ['User-Agent', ''],
    ],
  ],
])
  test(directives.replace('\n', ', '), { skip }, async (t) => {
    const { reader, get } = await start(t, directives);
    await get('', '-A', 'agent', '-H', 'Host: a');
    await until(() => reader.records.length > 0, 'a record');
    assert.deepEqual(reader.records[0].headers, expected);
  });

test(
  'JsonSockLogReconnectInterval: a child that found no sensor looks again after so many seconds',
  { skip },
  async (t) => {
    const { apache, get } = await start(t, 'JsonSockLogReconnectInterval 4', { read: false });
    await get('first'); // nobody listens
    await pause(200);
    const since = Date.now();
    const reader = await listen(apache.socketPath);
    t.after(() => reader.close());
    await until(async () => {
      await get('again');
      return reader.records.length > 0;
    }, 'a record');
    assert.ok(Date.now() - since > 3000, `after ${Date.now() - since} ms`);
    assert.ok(reader.records[0].dropped > 10, 'what was dropped in between is told');
  },
);

test('JsonSockLogErrorReportInterval: one message about dropped records in so many seconds', { skip }, async (t) => {
  const { apache, get } = await start(t, 'JsonSockLogErrorReportInterval 2', { read: false });
  for (let request = 0; request < 10; request += 1) await get('lost');
  assert.equal(complaints(apache), 1);
  await pause(2100);
  await get('lost');
  await until(() => complaints(apache) === 2, 'a second message');
});

test('JsonSockLogLevel: less severe messages are not written', { skip }, async (t) => {
  const { apache, get } = await start(t, 'JsonSockLogLevel ERROR', { read: false });
  for (let request = 0; request < 5; request += 1) await get('lost');
  await pause(200);
  assert.equal(complaints(apache), 0);
});

test('without JsonSockLogSocket there are no records, and the error log says so', { skip }, async (t) => {
  const { apache, get } = await start(t, '', { read: false, socket: false });
  await get('answered');
  assert.match(
    apache.errorLog(),
    /JsonSockLogEnabled is On, but there is no JsonSockLogSocket: no records are written/,
  );
});

test("what is the whole server's is refused in a virtual host", { skip }, async (t) => {
  const { apache } = await start(t, '', { read: false });
  for (const directive of [
    'JsonSockLogSocket /s',
    'JsonSockLogHeaders A',
    'JsonSockLogSensitiveHeaders A',
    'JsonSockLogMaxHeaders 1',
    'JsonSockLogLevel INFO',
  ]) {
    const path = join(apache.root, 'wrong.conf');
    const configuration = readFileSync(join(apache.root, 'httpd.conf'), 'utf8');
    writeFileSync(path, `${configuration}\n<VirtualHost *:1>\n${directive}\n</VirtualHost>\n`);
    const { stderr } = await runFile('apache2', ['-t', '-f', path]).catch((error) => error);
    assert.match(stderr, new RegExp(`${directive.split(' ')[0]} .*(cannot occur|not allowed|VirtualHost)`), stderr);
  }
});
