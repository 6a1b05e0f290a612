// The wall clock of the host steps back by an hour while httpd runs: requests and records go on.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { listen, missingPrograms, startApache, until } from './apache.mjs';

const missing = missingPrograms();
const skip = missing.length > 0 ? `not installed: ${missing.join(', ')}` : false;
const runFile = promisify(execFile);

test('a clock that steps back stops neither requests nor the way to the sensor', { skip }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'ja4-clock-'));
  chmodSync(folder, 0o755); // httpd's children run as another user
  const [library, file] = [join(folder, 'clock.so'), join(folder, 'back')];
  const source = new URL('clock.c', import.meta.url).pathname;
  execFileSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl']);
  const apache = await startApache({ env: { LD_PRELOAD: library, CLOCK_BACK: file } });
  let reader = await listen(apache.socketPath);
  t.after(async () => {
    await apache.stop();
    await reader.close();
    rmSync(folder, { recursive: true });
  });
  const get = (query) => runFile('curl', ['-sf', '--max-time', '5', `http://127.0.0.1:${apache.port}/?${query}`]);
  await get('before');
  await until(() => reader.records.length === 1, 'a record');

  // One request has begun before the step.
  const socket = net.connect(apache.port, '127.0.0.1');
  socket.write('POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nConnection: close\r\n\r\nab');
  await get('begun');
  await reader.close();
  writeFileSync(file, '');
  reader = await listen(apache.socketPath);
  await until(async () => {
    await get('after');
    return reader.records.some(({ query }) => query === 'after');
  }, 'the module to connect again');
  socket.end('cd');
  await until(() => reader.records.some(({ path }) => path === '/echo'), 'the record of the request in between');
  for (const { duration_us } of reader.records) assert.ok(duration_us >= 0 && duration_us < 60e6, `${duration_us}`);
  const { time } = reader.records.find(({ query }) => query === 'after');
  assert.ok(Date.now() - Date.parse(time) > 3_500_000, 'the clock did step back');
});
