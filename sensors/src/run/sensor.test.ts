import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestApi } from '../testing/api.js';
import { runningSensor } from '../testing/running-sensor.js';
import { requestRecord, SensorProcess, until } from '../testing/sensor-process.js';

const records = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, n) => requestRecord(`r${from + n}`));

/** Fails unless the API has exactly the requests r0 to r(count-1), each once. */
function assertExactly(api: TestApi, count: number): void {
  const ids = api.events('http').map((event) => event.req_id as string);
  assert.equal(ids.length, count);
  assert.deepEqual(new Set(ids), new Set(Array.from({ length: count }, (_, n) => `r${n}`)));
}

const delivered = (api: TestApi, count: number): Promise<void> =>
  until(() => api.events('http').length >= count, `${count} requests`);

/** Waits until everything written to the socket is in the spool. */
async function stored(sensor: SensorProcess, count: number): Promise<void> {
  await until(() => (sensor.status?.http.spool.stored ?? 0) >= count, `${count} stored requests`);
}

test('requests reach the API as the module wrote them, without what only the socket carries', async (t) => {
  const { api, sensor } = await runningSensor(t);
  const record = requestRecord('r0', {
    raw_bytes: true,
    dropped: 7,
    src_ip: '::ffff:203.0.113.7',
    dst_ip: 'fe80::1%eth0',
  });
  await sensor.write([record]);
  await delivered(api, 1);
  const {
    kind: _kind,
    raw_bytes: _raw,
    dropped: _dropped,
    ...expected
  } = JSON.parse(record) as Record<string, unknown>;
  assert.deepEqual(api.events('http'), [{ ...expected, src_ip: '203.0.113.7', dst_ip: 'fe80::1' }]);
  assert.equal(await sensor.end(), 0);
  assert.equal(sensor.status?.intake.droppedByModule, 7);
  assert.equal(statSync(join(sensor.spoolDir, 'http')).mode & 0o077, 0, 'nobody else reads the spool');
});

test('half lines, garbage, lines without an end and of 1 MB: counted, and the others pass', async (t) => {
  const { api, sensor } = await runningSensor(t);
  const good = requestRecord('r0');
  const socket = await sensor.connect();
  socket.write(good.slice(0, 40));
  await sleep(50);
  socket.write(`${good.slice(40)}\nnot JSON\n[]\n"text"\n{"kind":"dance"}\n{"kind":"request"}\n\n\xff\xfe\n`);
  socket.write(`{"pad":"${'x'.repeat(1024 * 1024)}"}\n`);
  socket.write(`${requestRecord('r1', { path: `/${'p'.repeat(900_000)}` })}\n`);
  socket.end('{"kind":"request","half');
  await once(socket, 'close');
  const endless = await sensor.connect();
  endless.write('y'.repeat(3_000_000));
  await until(() => (sensor.status?.http_socket.tooLong ?? 0) === 2, 'two lines that are too long');
  endless.write(`z\n${requestRecord('r2')}\n`);
  await delivered(api, 3);
  assertExactly(api, 3);
  endless.destroy();
  assert.equal(await sensor.end(), 0);
  const { intake, http_socket } = sensor.status!;
  assert.equal(intake.invalid, 6);
  assert.equal(http_socket.halfLines, 1);
  assert.match(sensor.log, /http\.socket: a line is no record: kind \\"dance\\" is not a request/);
  assert.match(sensor.log, /time is missing/);
});

test('a second sensor on the host is refused, and the sockets of one that was killed are no hindrance', async (t) => {
  const { api, sensor } = await runningSensor(t);
  const other = new SensorProcess({ JA4_API_URL: api.url, JA4_HTTP_SOCKET: sensor.httpSocket });
  t.after(() => other.remove());
  await assert.rejects(other.start(), /another sensor on this host uses .*http\.socket/);
  await assert.rejects(other.start({ JA4_SPOOL_DIR: sensor.spoolDir }), /another sensor on this host uses .*spool/);
  await sensor.end('SIGKILL');
  await sensor.start();
  await sensor.write(records(0, 1));
  await delivered(api, 1);
});

test('the API away, slow, and answering 429, 503, 400, 401: everything arrives once, and the log says why not yet', async (t) => {
  const { api, sensor } = await runningSensor(t);
  await api.stop();
  await sensor.write(records(0, 100));
  await stored(sensor, 100);
  await until(() => sensor.status?.http.health === 'waiting', 'the sensor to wait');
  await api.start();
  await delivered(api, 100);

  const faults = [
    { status: 429, headers: { 'retry-after': '1' } },
    { status: 400 },
    { status: 500 },
    { status: 503, headers: { 'retry-after': '0' }, stores: true },
  ];
  api.delayMs = 200;
  api.fault = () => faults.shift();
  await sensor.write(records(100, 200));
  await delivered(api, 200);
  assert.equal(faults.length, 0);
  await until(() => sensor.status?.http.health === 'sending', 'the sensor to send');

  api.fault = () => ({ status: 401 });
  await sensor.write(records(200, 300));
  await until(() => sensor.status?.http.health === 'held', 'the sensor to hold');
  assert.match(sensor.log, /nothing is delivered until this is changed: .*401/);
  api.fault = () => undefined;
  assert.equal(api.events('http').length, 200);
  // The person changed the key.
  sensor.child!.kill('SIGHUP');
  await delivered(api, 300);
  assert.equal(await sensor.end(), 0);
  assertExactly(api, 300);
  assert.ok(sensor.status!.http.backlog.batches === 0);
});

test('a batch too large for a proxy goes in parts, one nobody can read is given up, and the rest goes on', async (t) => {
  const { api, sensor } = await runningSensor(t);
  api.fault = (lines) => {
    if (lines.some((line) => line.includes('"poison"'))) return { status: 413 };
    return lines.length > 10 ? { status: 413 } : undefined;
  };
  await sensor.write([...records(0, 25), requestRecord('poison'), ...records(25, 60)]);
  await delivered(api, 60);
  assertExactly(api, 60);
  api.fault = () => ({ status: 422, code: 'validation-failed' });
  await sensor.write(records(60, 65));
  await until(() => sensor.status?.http.sender.rejected === 5, 'the refusal');
  assert.equal(sensor.status!.http.sender.abandoned, 1);
});

test('killed with SIGKILL at random moments while it delivers, every stored request arrives exactly once', async (t) => {
  const { api, sensor } = await runningSensor(t);
  api.delayMs = 30;
  let answers = 0;
  // Every third answer is lost after the batch was stored.
  api.fault = () => (++answers % 3 === 0 ? { status: 503, headers: { 'retry-after': '0' }, stores: true } : undefined);
  const rounds = 6;
  const perRound = 8000;
  for (let round = 0; round < rounds; round += 1) {
    await sensor.write(records(round * perRound, (round + 1) * perRound));
    await stored(sensor, perRound);
    await sleep(Math.random() * 400);
    await sensor.end('SIGKILL');
    await sensor.start();
  }
  await delivered(api, rounds * perRound);
  assert.equal(await sensor.end(), 0);
  assertExactly(api, rounds * perRound);
});

/** Sets what the process takes for the wall clock back by an hour when it gets SIGUSR2. */
const clockThatStepsBack = `--import data:text/javascript,${encodeURIComponent(`
  const now = Date.now;
  let back = 0;
  Date.now = () => now() - back;
  process.on('SIGUSR2', () => { back = 3_600_000; });
`)}`;

test('stopped and continued, and with the wall clock set back, everything goes on', async (t) => {
  const { api, sensor } = await runningSensor(t, { NODE_OPTIONS: clockThatStepsBack });
  await sensor.write(records(0, 10));
  await delivered(api, 10);
  sensor.child!.kill('SIGSTOP');
  const socket = await sensor.connect();
  socket.write(`${records(10, 20).join('\n')}\n`);
  await sleep(1500);
  sensor.child!.kill('SIGCONT');
  await delivered(api, 20);

  sensor.child!.kill('SIGUSR2');
  const faults = [{ status: 503, headers: { 'retry-after': '1' } }];
  api.fault = () => faults.shift();
  socket.end(`${requestRecord('r20')}\n`);
  await delivered(api, 21);
  assertExactly(api, 21);
  assert.equal(await sensor.end(), 0);
});

test('at the bound of the spool the oldest go first, counted, and the newest arrive', async (t) => {
  const { api, sensor } = await runningSensor(t, { JA4_SPOOL_MB: '16' });
  await api.stop();
  const pad = 'x'.repeat(3000);
  const total = 8000;
  for (let from = 0; from < total; from += 1000) {
    const lines = Array.from({ length: 1000 }, (_, n) => requestRecord(`r${from + n}`, { path: `/${pad}` }));
    await sensor.write(lines);
  }
  await stored(sensor, total);
  await until(() => (sensor.status?.http.spool.dropped ?? 0) > 0, 'events to be dropped');
  await api.start();
  await until(() => api.events('http').some((event) => event.req_id === `r${total - 1}`), 'the newest request');
  await until(() => sensor.status?.http.backlog.batches === 0, 'an empty spool');
  const { dropped } = sensor.status!.http.spool;
  const ids = new Set(api.events('http').map((event) => event.req_id));
  assert.equal(ids.size, api.events('http').length);
  assert.ok(ids.size + dropped >= total && ids.size < total, `${ids.size} arrived, ${dropped} dropped`);
});

test('SIGHUP reads the file again: filters and privacy at once, wrong settings not at all', async (t) => {
  const { api, sensor } = await runningSensor(t);
  await sensor.end();
  const config = join(sensor.dir, 'sensor.conf');
  writeFileSync(config, '# nothing yet\nJA4_EXCLUDE=198.51.100.0/24\n');
  await sensor.start({}, ['--config', config]);
  await sensor.write([requestRecord('r0', { client_ip: '198.51.100.9' }), requestRecord('r1')]);
  await delivered(api, 1);
  writeFileSync(config, 'JA4_EXCLUDE=nowhere\n');
  sensor.child!.kill('SIGHUP');
  await until(() => sensor.log.includes('the settings stay as they are'), 'a refusal');
  assert.match(sensor.log, /JA4_EXCLUDE=.*nowhere.* is neither an address nor a network/);
  writeFileSync(config, 'JA4_ADDRESSES=truncate\nJA4_QUERY_STRINGS=drop\nJA4_SPOOL_MB=99\n');
  sensor.child!.kill('SIGHUP');
  await until(() => sensor.log.includes('settings are read again'), 'the new settings');
  assert.match(sensor.log, /JA4_SPOOL_MB: this change needs a restart/);
  await sensor.write([requestRecord('r2', { client_ip: '198.51.100.9' })]);
  await delivered(api, 2);
  const [, { src_ip, client_ip, query } = {}] = api.events('http');
  assert.deepEqual([src_ip, client_ip, query], ['203.0.113.0', '198.51.100.0', '']);
  assert.equal(sensor.status?.policy.excluded, 1);
});

test('a wrong setting or a directory that cannot be written ends it with what is wrong', async (t) => {
  const sensor = new SensorProcess({});
  t.after(() => sensor.remove());
  await assert.rejects(sensor.start({ JA4_SPOOL_MB: 'much' }), /JA4_SPOOL_MB="much": expected a whole number/);
  await assert.rejects(sensor.start(), /JA4_API_URL is not set/);
  const config = join(sensor.dir, 'sensor.conf');
  writeFileSync(config, 'JA4_SPOOL=/x\n');
  await assert.rejects(sensor.start({}, ['--config', config]), /JA4_SPOOL: a sensor has no such setting/);
  chmodSync(config, 0o600);
  await assert.rejects(
    sensor.start({ JA4_API_URL: 'http://127.0.0.1:1', JA4_SPOOL_DIR: join(config, 'below') }),
    /ENOTDIR/,
  );
  await assert.rejects(
    sensor.start({ JA4_API_URL: 'http://127.0.0.1:1', JA4_NETWORK_SOCKET: join(config, 'below') }),
    /EEXIST|ENOTDIR/,
  );
});
