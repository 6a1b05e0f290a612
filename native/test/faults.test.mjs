// What goes wrong around mod_reqin_log: restarts under load, a sensor that is stopped or killed. Every request is answered;
// what is not recorded is counted.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { missingPrograms, startApache, until } from './apache.mjs';

const missing = missingPrograms();
const skip = missing.length > 0 ? `not installed: ${missing.join(', ')}` : false;
const runFile = promisify(execFile);

let apache;
const sensors = [];

/** Starts a sensor; what it reads is in a file that stays when it is killed. */
async function startSensor() {
  const file = join(apache.root, `records-${sensors.length}`);
  rmSync(apache.socketPath, { force: true });
  const out = openSync(file, 'w');
  const script = new URL('sensor.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, apache.socketPath], { stdio: ['ignore', out, 'inherit'] });
  closeSync(out);
  const kill = async () => {
    if (child.kill('SIGKILL')) await once(child, 'exit');
  };
  const records = () =>
    readFileSync(file, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  const sensor = { child, kill, records };
  sensors.push(sensor);
  await until(() => existsSync(apache.socketPath), 'the sensor');
  return sensor;
}

/** Sends requests named `name` and 1 to `count`, several at a time, and checks that all were answered. */
async function load(name, count, ...options) {
  const url = `https://127.0.0.1:${apache.tlsPort}/?${name}=[1-${count}]`;
  const write = ['-o', '/dev/null', '-w', '%{http_code}\\n'];
  const args = ['-sk', '--no-progress-meter', '--max-time', '60', ...options, ...write, url];
  const { stdout } = await runFile('curl', args, { maxBuffer: 1 << 26 }).catch((error) => error);
  assert.equal(stdout.replaceAll('200\n', ''), '');
  assert.equal(stdout.length, 4 * count);
}

// One connection for each request: httpd may close a kept one just as the next request is on its way.
const parallel = ['--http1.1', '-H', 'Connection: close', '--parallel', '--parallel-max', '8'];
const numbers = (records, name) =>
  records
    .filter(({ kind, query }) => kind === 'request' && query.startsWith(`${name}=`))
    .map(({ query }) => Number(query.slice(name.length + 1)))
    .sort((a, b) => a - b);
const told = (records) => records.reduce((sum, { dropped = 0 }) => sum + dropped, 0);
const upTo = (count) => Array.from({ length: count }, (_, index) => index + 1);

before(async () => {
  if (!skip)
    apache = await startApache({
      extra: 'JsonSockLogTLS On\nMaxKeepAliveRequests 0\nServerLimit 4\nMaxRequestWorkers 25',
      sanitized: true,
    });
});

beforeEach(async () => {
  for (const sensor of sensors) await sensor.kill();
  sensors.length = 0;
});

after(async () => {
  for (const sensor of sensors) await sensor.kill();
  await apache?.stop();
});

test('two graceful restarts under load: each request is recorded once', { skip }, async () => {
  const sensor = await startSensor();
  const requests = load('restart', 1500, ...parallel);
  for (let restarts = 0; restarts < 2; restarts++) {
    await pause(300);
    apache.restart();
  }
  await requests;
  await until(() => numbers(sensor.records(), 'restart').length >= 1500, 'all records');
  assert.match(apache.errorLog(), /SIGUSR1 received[^]*SIGUSR1 received/);
  assert.deepEqual(numbers(sensor.records(), 'restart'), upTo(1500));
  const handshakes = new Set(sensor.records().flatMap(({ kind, conn_id }) => (kind === 'handshake' ? conn_id : [])));
  assert.ok(sensor.records().every(({ conn_id }) => handshakes.has(conn_id)));
  assert.equal(told(sensor.records()), 0);
});

test('a stopped sensor holds nobody up, and is told exactly what it missed', { skip }, async () => {
  const sensor = await startSensor();
  await until(async () => {
    await load('before', 1);
    return sensor.records().length > 0;
  }, 'the module to connect');
  await pause(300); // the last of them are on their way
  const earlier = sensor.records();
  sensor.child.kill('SIGSTOP');
  await load('stopped', 3000, '--http1.1');
  sensor.child.kill('SIGCONT');
  let written = 3001; // one connection: its handshake and its requests
  const counted = () => sensor.records().length - earlier.length + told(sensor.records()) - told(earlier);
  await until(async () => {
    await load('after', 1);
    written += 2;
    await pause(100);
    return counted() === written;
  }, 'every record to be there or counted');
  const stopped = numbers(sensor.records(), 'stopped');
  assert.ok(stopped.length < 3000 && told(sensor.records()) > 0);
  assert.deepEqual(stopped, [...new Set(stopped)]);
});

test(
  'a killed sensor: requests go on, its successor gets whole records and the count of lost ones',
  { skip },
  async () => {
    const first = await startSensor();
    const requests = load('killed', 1500, ...parallel);
    await until(() => numbers(first.records(), 'killed').length > 100, 'records');
    await first.kill();
    rmSync(apache.socketPath);
    await requests;
    const second = await startSensor();
    await until(async () => {
      await load('again', 1);
      return numbers(second.records(), 'again').length > 0;
    }, 'the module to connect again');
    const seen = numbers(first.records(), 'killed');
    assert.deepEqual(seen, [...new Set(seen)]);
    assert.ok(told(second.records()) > 0);
    assert.match(apache.errorLog(), /JsonSockLog: \d+ records dropped by this child so far; is the sensor reading/);
  },
);
