import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { CaptureCounters } from '../inputs/capture/live-capture.js';
import { requestRecord, SensorProcess, until } from '../testing/sensor-process.js';
import { TestSensorsApi } from '../testing/sensors-api.js';
import { Heartbeats } from './heartbeats.js';
import { readRemote, writeRemote } from './remote-configuration.js';
import { reportOf } from './report.js';

async function setUp(t: TestContext, env: Record<string, string> = {}) {
  const api = new TestSensorsApi();
  await api.start();
  const sensor = new SensorProcess({ JA4_API_URL: api.url, JA4_API_KEY: api.key, ...env });
  t.after(async () => {
    await sensor.remove();
    api.stop();
  });
  return { api, sensor };
}

test('a running sensor says how it is, and works by what the API decides, also after a restart', async (t) => {
  const { api, sensor } = await setUp(t, { JA4_LOG_LEVEL: 'info' });
  api.configuration = { version: 3, settings: { JA4_EXCLUDE: '203.0.113.0/24', JA4_LOG_LEVEL: 'error' } };
  await sensor.start();
  const file = join(sensor.spoolDir, 'remote-configuration.json');
  await until(() => statSync(file, { throwIfNoEntry: false }) !== undefined, 'the configuration to be kept');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const [first] = api.heartbeats;
  assert.deepEqual([first?.config_version, first?.delivery, first?.lost], [0, 'sending', 0]);
  await sensor.write([requestRecord('r0')]);
  await until(() => sensor.status?.policy.excluded === 1, 'the request to be left out');

  await sensor.end('SIGKILL');
  api.configuration = { version: 3, settings: {} };
  await sensor.start();
  await until(() => api.heartbeats.length === 2, 'the second heartbeat');
  const [, second] = api.heartbeats;
  assert.deepEqual([second?.config_version, second?.config_overridden], [3, ['JA4_LOG_LEVEL']]);
  await sensor.write([requestRecord('r1')]);
  await until(() => sensor.status?.policy.excluded === 1, 'the request to be left out again');
});

test('SIGHUP and the end bring a heartbeat at once, with everything counted by then', async (t) => {
  const { api, sensor } = await setUp(t);
  await sensor.start();
  const invalid = () => api.heartbeats.map(({ counters }) => counters['intake.invalid']);
  await until(() => invalid().length === 1, 'the first heartbeat');
  await sensor.write(['no record']);
  await until(() => sensor.status?.intake.invalid === 1, 'the line to be counted');
  sensor.child!.kill('SIGHUP');
  await until(() => invalid().length === 2, 'the second heartbeat');
  await sensor.write(['no record either']);
  assert.equal(await sensor.end(), 0);
  assert.deepEqual(invalid(), [0, 1, 2]);
});

test('a report has every counter, what is lost, and the worst of how it delivers', async (t) => {
  const { sensor } = await setUp(t);
  await sensor.start();
  const status = sensor.status!;
  Object.assign(status.intake, { droppedByModule: 1 });
  Object.assign(status.http_socket, { tooLong: 2, halfLines: 4 });
  Object.assign(status.http.spool, { dropped: 8, refused: 16 });
  Object.assign(status.tls.sender, { abandoned: 32 });
  Object.assign(status.http, { backlog: { batches: 2, bytes: 9 } });
  Object.assign(status.tls, { health: 'waiting', reason: 'busy' });
  const counters = Object.assign(new CaptureCounters(), { packets: 5, droppedByKernel: 6, droppedOnTheWay: 1 });
  const captures = [{ interface: 'eth0.5', trouble: 'no such interface', counters }];
  const report = reportOf({ ...status, captures });
  assert.equal(report.lost, 64);
  assert.deepEqual([report.delivery, report.trouble], ['waiting', 'busy; eth0.5: no such interface']);
  assert.deepEqual([report.backlog_batches, report.backlog_bytes], [2, 9]);
  assert.equal(report.counters['captures.eth0.5.droppedByKernel'], 6);
  assert.equal(report.counters['http.spool.dropped'], 8);
  const numbers = (value: unknown): number =>
    typeof value === 'number'
      ? 1
      : Object.values(value as object).reduce<number>((sum, part) => sum + numbers(part), 0);
  const { intake, http_socket, network_socket, both_sources, policy, sentinel, http, tls } = status;
  const all = [intake, http_socket, network_socket, both_sources, policy, sentinel, http.spool, http.sender];
  assert.equal(Object.keys(report.counters).length, numbers([...all, tls.spool, tls.sender]) + 4);
});

test('a configuration that is wrong here is refused once, and the API hears why', async (t) => {
  const { api, sensor } = await setUp(t);
  await sensor.start();
  const status = sensor.status!;
  await sensor.end();
  api.heartbeats.length = 0;
  const applied: object[] = [];
  const heartbeats = new Heartbeats(
    {
      settings: () => ({ JA4_API_URL: api.url, JA4_API_KEY: api.key, JA4_SPOOL_DIR: sensor.spoolDir }),
      status: () => status,
      apply: (settings) => {
        if (settings.JA4_EXCLUDE) return Promise.reject(new Error(`${'x'.repeat(1999)}😀`));
        if (settings.JA4_ADDRESSES === 'hash') return Promise.reject(new Error('JA4_ADDRESS_KEY: is not set'));
        applied.push(settings);
        return Promise.resolve();
      },
      overridden: () => [],
      onTrouble: () => {},
    },
    { version: 0, settings: {} },
  );
  const { signal } = new AbortController();
  const told = () => api.heartbeats.slice(-2).map((beat) => [beat.config_version, beat.config_error]);
  for (const [settings, reason] of [
    [{ JA4_ADDRESSES: 'hash' }, /JA4_ADDRESS_KEY: is not set/],
    [{ JA4_API_URL: 'https://other.example' }, /JA4_API_URL: the API does not decide this/],
    [{ JA4_EXCLUDE: 'nothing' }, /^x{1999}\ufffd$/],
  ] as const) {
    api.configuration = { version: api.configuration.version + 1, settings };
    await heartbeats.beat(signal);
    await heartbeats.beat(signal);
    assert.equal(told()[1]?.[0], 0);
    assert.match(String(told()[1]?.[1]), reason);
  }
  assert.deepEqual(applied, []);
  api.configuration = { version: 9, settings: { JA4_SAMPLE_PERCENT: '50' } };
  await heartbeats.beat(signal);
  await heartbeats.beat(signal);
  assert.deepEqual(told()[1], [9, '']);
  assert.deepEqual(applied, [{ JA4_SAMPLE_PERCENT: '50' }]);
  assert.deepEqual(await readRemote(sensor.spoolDir), { version: 9, settings: { JA4_SAMPLE_PERCENT: '50' } });
});

test('a kept configuration that is damaged, or says what the API does not decide, is none', async (t) => {
  const dir = mkdtempSync('/tmp/ja4-remote-');
  t.after(() => rmSync(dir, { recursive: true }));
  const none = { version: 0, settings: {} };
  assert.deepEqual(await readRemote(dir), none);
  await writeRemote(dir, { version: 2, settings: { JA4_QUERY_STRINGS: 'drop' } });
  const file = join(dir, 'remote-configuration.json');
  const text = readFileSync(file, 'utf8');
  assert.equal((await readRemote(dir)).version, 2);
  for (const damaged of [text.slice(0, -5), '', '[]', text.replace('JA4_QUERY_STRINGS', 'JA4_SPOOL_DIR')]) {
    writeFileSync(file, damaged);
    assert.deepEqual(await readRemote(dir), none);
  }
});
