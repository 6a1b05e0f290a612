// Whatever a sensor drops is counted, and the API says so: each kind of drop is brought about and read from /v1/sensors.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@ja4-platform/sdk';
import { startPlatform } from '../dist/platform.js';
import { missingPrograms } from '../sample/make/ready.mjs';
import { run, seconds } from '../sample/make/run.mjs';
import { faultyApi } from './make/faulty-api.mjs';
import { whyNoCapture } from './make/programs.mjs';
import { requestRecord } from './make/records.mjs';
import { startSensor } from './make/sensor.mjs';
import { until } from './make/until.mjs';

const flood = (...args) => run('python3', [join(import.meta.dirname, 'clients/flood.py'), ...args.map(String)]);
const capturing = { JA4_CAPTURE_INTERFACES: 'lo', JA4_CAPTURE_PORTS: '9' }; // discard: nobody listens there
const cannotCapture =
  whyNoCapture() ||
  (process.getuid() !== 0 && 'needs root') ||
  (missingPrograms(['python3']).length > 0 && 'no python3');

let platform;
let client;

before(async () => {
  platform = await startPlatform();
  client = createClient({ baseUrl: platform.apiUrl, apiKey: platform.adminKey });
});
after(() => platform?.stop());

/** A sensor with a key of its own, on an API whose answers to events can be replaced. */
async function setUp(t, sensorId, env = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'ja4-drops-'));
  const api = await faultyApi(platform.apiUrl);
  const { key } = await client.keys.create({ body: { name: sensorId, kind: 'sensor', sensor_id: sensorId } });
  const settings = { JA4_API_URL: api.url, JA4_API_KEY: key, ...env };
  const place = { dir, api, sensorId, settings, sensor: await startSensor(dir, settings) };
  t.after(async () => {
    await place.sensor.stop('SIGKILL');
    api.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  return place;
}

/** Waits until the API shows these counters, each at least as large as said, and resolves with the sensor as it shows it. */
async function shown({ sensor, sensorId }, least) {
  const counted = () => {
    const status = sensor.status();
    const at = (name) =>
      name.startsWith('captures.lo.')
        ? status.captures[0].counters[name.split('.')[2]]
        : name.split('.').reduce((place, part) => place[part], status);
    return Object.entries(least).every(([name, number]) => at(name) >= number);
  };
  await until(counted, `${Object.keys(least).join(', ')} in status.json`);
  sensor.kill('SIGHUP');
  let last;
  const isThere = async () => {
    last = await client.sensors.get({ sensor_id: sensorId }).catch(() => undefined);
    return last && Object.entries(least).every(([name, number]) => last.counters[name] >= number);
  };
  await until(isThere, `${Object.keys(least).join(', ')} in /v1/sensors`);
  await until(async () => {
    const [listed] = (await client.sensors.list({ sensor_id: sensorId }).page()).items;
    last = await client.sensors.get({ sensor_id: sensorId });
    // A heartbeat may have come between the two.
    if (listed.last_heartbeat_at !== last.last_heartbeat_at) return false;
    assert.equal(listed.lost, last.lost);
    return true;
  }, 'a sensor and the list of them with one heartbeat');
  return last;
}

/** A connection to the socket. While the sensor is behind with accepting, the kernel refuses more (EAGAIN): then again. */
async function connected(path) {
  for (;;) {
    const producer = net.connect(path);
    try {
      await once(producer, 'connect');
      return producer.on('error', () => {});
    } catch {
      await sleep(20);
    }
  }
}

const records = (count, different = {}) =>
  Array.from({ length: count }, (_, number) => requestRecord(number, different)).join('');

describe('what is dropped is counted in /v1/sensors', { concurrency: 3 }, () => {
  test('records that the module dropped', async (t) => {
    const place = await setUp(t, 'by-the-module');
    await place.sensor.write(requestRecord(1, { dropped: 7 }));
    assert.equal((await shown(place, { 'intake.droppedByModule': 7 })).lost, 7);
  });

  test('lines of 1 MB, halves of lines, lines that are no record, connections that are too many', async (t) => {
    const place = await setUp(t, 'lines');
    const { sensor } = place;
    await sensor.write(`${'x'.repeat(1_100_000)}\nno record\n{"kind":"request","half`);
    const producers = [];
    for (let count = 0; count < 2060; count += 1) {
      producers.push(await connected(sensor.sockets.network));
    }
    const wanted = { 'http_socket.tooLong': 1, 'http_socket.halfLines': 1, 'intake.invalid': 1 };
    const { lost } = await shown(place, { ...wanted, 'network_socket.turnedAway': 2060 - 2048 });
    assert.equal(lost, 2);
    for (const producer of producers) producer.destroy();
  });

  test('events beyond the bound of the spool', async (t) => {
    const place = await setUp(t, 'spool-at-its-bound', { JA4_SPOOL_MB: '16' });
    place.api.answer = 503;
    const text = records(1000, { path: `/${'x'.repeat(4000)}` });
    await until(async () => {
      await place.sensor.write(text);
      return place.sensor.status().http.spool.dropped > 0;
    }, 'the spool to be full');
    const { lost, backlog_batches, state, reason } = await shown(place, { 'http.spool.dropped': 1 });
    assert.ok(lost > 0 && backlog_batches > 0);
    assert.deepEqual([state, /503/.test(reason)], ['lagging', true]);
  });

  const disk = mkdtempSync(join(tmpdir(), 'ja4-small-disk-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]).status === 0;
  after(() => {
    if (isMounted) spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });
  test('events that a full disk has no room for', { skip: !isMounted && 'may not mount a small tmpfs' }, async (t) => {
    const place = await setUp(t, 'disk-full', { JA4_SPOOL_DIR: join(disk, 'spool') });
    place.api.answer = 503;
    const text = records(2000, { path: `/${'x'.repeat(4000)}` });
    await until(async () => {
      await place.sensor.write(text);
      return place.sensor.log().includes('ENOSPC');
    }, 'the disk to be full');
    for (let more = 0; more < 4; more += 1) await place.sensor.write(text);
    // The status has no room on the disk either: the API hears of it all the same.
    place.sensor.kill('SIGHUP');
    const refused = async () => {
      const seen = await client.sensors.get({ sensor_id: place.sensorId }).catch(() => undefined);
      if (!(seen?.counters['http.spool.refused'] > 0)) place.sensor.kill('SIGHUP');
      return seen?.counters['http.spool.refused'] > 0 && seen.lost >= seen.counters['http.spool.refused'];
    };
    await until(refused, 'refused events in /v1/sensors');
  });

  test('events that the API refuses, and batches that it cannot read or finds too large', async (t) => {
    const place = await setUp(t, 'refused');
    const long = new Date(Date.now() - 60 * 86_400_000).toISOString();
    await place.sensor.write(requestRecord(1) + requestRecord(2, { time: long }));
    await shown(place, { 'http.sender.rejected': 1, 'http.sender.accepted': 1 });
    place.api.answer = 413;
    await place.sensor.write(records(3));
    await shown(place, { 'http.sender.abandoned': 3 });
    place.api.answer = 400;
    await place.sensor.write(records(2));
    assert.equal((await shown(place, { 'http.sender.abandoned': 5 })).lost, 5);
  });

  test('what changed on the disk, and what a crash tore', async (t) => {
    const place = await setUp(t, 'damaged');
    place.api.answer = 503;
    await place.sensor.write(records(5));
    await until(() => place.sensor.status().http.spool.stored === 5, 'stored requests');
    await place.sensor.stop('SIGKILL');
    const [segment] = readdirSync(join(place.sensor.spool, 'http')).filter((name) => name.endsWith('.segment'));
    const path = join(place.sensor.spool, 'http', segment);
    const bytes = readFileSync(path);
    bytes[0] ^= 1;
    writeFileSync(path, Buffer.concat([bytes, Buffer.from('half a frame')]));
    place.sensor = await startSensor(place.dir, place.settings);
    await shown(place, { 'http.spool.tornBytes': bytes.length });
  });

  test('clients that are not to be sent', async (t) => {
    const place = await setUp(t, 'policy', { JA4_EXCLUDE: '203.0.113.0/24', JA4_SAMPLE_PERCENT: '1' });
    const others = Array.from({ length: 200 }, (_, n) =>
      requestRecord(n, { client_ip: `198.51.100.${n}`, conn_id: `c-${n}` }),
    );
    await place.sensor.write(requestRecord(1) + others.join(''));
    await shown(place, { 'policy.excluded': 1, 'policy.notSampled': 100 });
  });

  test(
    'packets that the kernel dropped, and handshakes that came faster than they were taken',
    { skip: cannotCapture },
    async (t) => {
      const place = await setUp(t, 'capture', capturing);
      const { sensor } = place;
      const [child] = readFileSync(`/proc/${sensor.pid}/task/${sensor.pid}/children`, 'utf8')
        .trim()
        .split(' ')
        .map(Number);
      // The parent stands still as well, or it would replace a child that is silent for too long.
      sensor.kill('SIGSTOP');
      process.kill(child, 'SIGSTOP');
      await flood('datagrams', 9, 60_000);
      process.kill(child, 'SIGCONT');
      sensor.kill('SIGCONT');
      await shown(place, { 'captures.lo.droppedByKernel': 1 });
      sensor.kill('SIGSTOP');
      await flood('hellos', 9, 30_000);
      await seconds(1);
      sensor.kill('SIGCONT');
      await shown(place, { 'captures.lo.droppedOnTheWay': 1 });
    },
  );

  test('connections forgotten because there were too many', { skip: cannotCapture }, async (t) => {
    const place = await setUp(t, 'flows', capturing);
    await flood('connections', 9, 70_000);
    await shown(place, { 'sentinel.evictedFlows': 1 });
  });
});
