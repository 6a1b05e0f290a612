import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import type { TestApi } from '../testing/api.js';
import { whyNoCapture } from '../testing/openssl.js';
import { runningSensor } from '../testing/running-sensor.js';
import { requestRecord, until, type SensorProcess } from '../testing/sensor-process.js';

const cli = join(import.meta.dirname, '..', 'cli.js');
/** Root without what makes it more than another user here. */
const plainUser = ['setpriv', '--bounding-set=-net_raw,-dac_override,-dac_read_search'];
const canBePlain =
  process.getuid?.() === 0 && spawnSync(plainUser[0]!, [...plainUser.slice(1), 'true']).status === 0
    ? false
    : 'needs root and setpriv';
const somebodyElse = 65_534;

/** What doctor says. */
async function doctor(env: Record<string, string>, before: readonly string[] = []): Promise<string> {
  const [program, ...args] = [...before, process.execPath, cli, 'doctor'];
  const child = spawn(program, args, { env: { PATH: process.env.PATH, ...env } });
  const ended = once(child, 'exit');
  const words = (await text(child.stdout)) + (await text(child.stderr));
  await ended;
  return words;
}

const at = (sensor: SensorProcess, api: TestApi, more: Record<string, string> = {}): Record<string, string> => ({
  ...sensor.settings,
  JA4_API_URL: api.url,
  ...more,
});

test('delivery: batches that wait, events that were dropped or refused, a module that never came', async (t) => {
  const { api, sensor } = await runningSensor(t, { JA4_SPOOL_MB: '16' });
  const settings = at(sensor, api, { JA4_SPOOL_MB: '16' });
  assert.match(await doctor(settings), /note {2}http\.socket: no module has connected yet: is mod_reqin_log loaded/);
  await sensor.write([requestRecord('r0')]);
  await until(() => api.events('http').length === 1, 'a request');
  await api.stop();
  const lines = Array.from({ length: 1000 }, (_, n) => requestRecord(`r${n}`, { path: `/${'x'.repeat(3000)}` }));
  for (let round = 0; round < 8; round += 1) await sensor.write(lines);
  await until(() => (sensor.status?.http.spool.dropped ?? 0) > 0, 'dropped events');
  const words = await doctor(settings);
  assert.match(words, /note {2}delivery: http: \d+ batches wait: The API cannot be reached/);
  assert.match(words, /BAD {3}spool: \d+ http events were dropped: 16 MB were not enough/);
  assert.match(words, /BAD {3}API: http:\S+ cannot be reached: .*ECONNREFUSED/);
  assert.doesNotMatch(words, /no module has connected/);
});

test('the sensor itself: one that stands still, a status that tells of losses', async (t) => {
  const { api, sensor } = await runningSensor(t);
  const file = join(sensor.spoolDir, 'status.json');
  await until(() => sensor.status !== null, 'a status');
  sensor.child!.kill('SIGSTOP');
  const status = JSON.parse(readFileSync(file, 'utf8')) as {
    written_at: string;
    http: { spool: { refused: number }; sender: { rejected: number } };
    captures: object[];
  };
  status.written_at = new Date().toISOString();
  status.http.spool.refused = 3;
  status.http.sender.rejected = 4;
  status.captures = [{ interface: 'eth7', trouble: 'eth7 is gone', counters: { droppedByKernel: 5 } }];
  writeFileSync(file, JSON.stringify(status));
  const words = await doctor(at(sensor, api));
  assert.match(words, /BAD {3}spool: 3 http events found no room on the disk/);
  assert.match(words, /note {2}delivery: the API refused 4 http events; the log says why/);
  assert.match(words, /BAD {3}capture: eth7: eth7 is gone/);
  assert.match(words, /note {2}capture: eth7: the kernel dropped 5 packets/);
  status.written_at = new Date(Date.now() - 20_000).toISOString();
  writeFileSync(file, JSON.stringify(status));
  assert.match(
    await doctor(at(sensor, api)),
    /BAD {3}sensor: runs \(process \d+\) but has not written its status for 2\d s/,
  );
});

test('sockets: the web server may write, may not enter; somebody removed the socket', async (t) => {
  const { api, sensor } = await runningSensor(t, { JA4_SOCKET_MODE: '666' });
  const hasServerUser = /^(apache|www-data|wwwrun|http):/m.test(readFileSync('/etc/passwd', 'utf8'));
  if (hasServerUser) {
    chmodSync(sensor.dir, 0o711);
    assert.match(await doctor(at(sensor, api)), /ok {4}http\.socket: \S+ may write to it/);
    chmodSync(sensor.dir, 0o700);
    assert.match(await doctor(at(sensor, api)), /BAD {3}http\.socket: \S+ may not enter \S+ \(mode 700\)/);
  }
  assert.doesNotMatch(await doctor(at(sensor, api)), /network\.socket: \S+ may/, 'the web server does not write there');
  rmSync(sensor.httpSocket);
  assert.match(
    await doctor(at(sensor, api)),
    /BAD {3}http\.socket: the sensor runs, but somebody removed \S+http\.socket: start it again/,
  );
});

test('a plain user: no privilege to capture, no right to spool and sockets', { skip: canBePlain }, async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'ja4-doctor-'));
  t.after(() => rmSync(dir, { recursive: true }));
  chownSync(dir, somebodyElse, somebodyElse);
  chmodSync(dir, 0o755);
  const spool = join(dir, 'spool');
  mkdirSync(spool);
  const settings = {
    JA4_API_URL: 'http://127.0.0.1:1',
    JA4_API_KEY: 'secret',
    JA4_SPOOL_DIR: join(dir, 'new'),
    JA4_HTTP_SOCKET: join(dir, 'http.socket'),
    JA4_NETWORK_SOCKET: join(spool, 'network.socket'),
    JA4_CAPTURE_INTERFACES: 'any',
  };
  const words = await doctor(settings, plainUser);
  assert.match(words, /BAD {3}privilege: this user may not capture: it needs CAP_NET_RAW/);
  assert.match(words, /BAD {3}spool: this user may not write to \S+: make \S+new, owned by the sensor's user/);
  assert.match(words, /BAD {3}http\.socket: this user may not make a socket in /);
  assert.match(words, /note {2}network\.socket: no sensor listens on \S+; this user may/);
});

const maxSpoolMb = 1_048_576;
const { bavail, bsize } = statfsSync(tmpdir());
const hasLittleRoom = bavail * bsize < maxSpoolMb * 1e6;

test('little room: less is free than may be kept', { skip: !hasLittleRoom && 'the disk is too large' }, async (t) => {
  const { api, sensor } = await runningSensor(t);
  await sensor.end();
  const words = await doctor(at(sensor, api, { JA4_SPOOL_MB: String(maxSpoolMb) }));
  assert.match(words, /note {2}spool: \d+ MB are free where up to 1048576 MB may be kept \(JA4_SPOOL_MB\)/);
});

test(
  'capture: what is well, an interface that is down, a binding that is not there',
  { skip: whyNoCapture() },
  async (t) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const name = `ja4d${process.pid % 100_000}`;
    const canMake = spawnSync('ip', ['link', 'add', name, 'type', 'veth', 'peer', 'name', `${name}p`]).status === 0;
    t.after(() => {
      server.close();
      if (canMake) spawnSync('ip', ['link', 'del', name]);
    });
    const env = {
      JA4_API_URL: 'http://127.0.0.1:1',
      JA4_API_KEY: 'secret',
      JA4_CAPTURE_INTERFACES: canMake ? `lo,any,${name}` : 'lo,any',
      JA4_CAPTURE_PORTS: String((server.address() as AddressInfo).port),
    };
    const words = await doctor(env);
    for (const expected of [
      /ok {4}capture: libpcap and its binding are there/,
      /ok {4}privilege: this user may capture/,
      /ok {4}interface: lo is up/,
      /ok {4}interface: any: all interfaces/,
      /ok {4}ports: something listens on port \d+/,
    ])
      assert.match(words, expected);
    if (canMake) assert.match(words, new RegExp(`BAD {3}interface: ${name} is down: ip link set ${name} up`));
    const { JA4_CAPTURE_INTERFACES, ...without } = env;
    assert.match(await doctor(without), /note {2}capture: off: handshakes come from mod_reqin_log/);

    const hooks =
      "import { registerHooks } from 'node:module'; registerHooks({ resolve(name, context, next) { if (name === 'pcap') throw new Error('no such file'); return next(name, context); } });";
    const hidden = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(hooks)}` };
    assert.match(
      await doctor({ ...env, ...hidden }),
      /BAD {3}capture: the binding to libpcap cannot be loaded \(no such file\): npm run build:capture -w sensors/,
    );
  },
);
