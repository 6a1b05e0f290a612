// What goes wrong around a real Apache, a real sensor and a real network: no request is refused or delayed by it, nothing
// arrives twice, and it goes on by itself.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { plugServerIn } from '../sample/make/network.mjs';
import { run, seconds } from '../sample/make/run.mjs';
import { hosts, scriptEnvironment, server, shellOn } from './make/hosts.mjs';
import { whyNoTestbed } from './make/programs.mjs';
import { startSensor } from './make/sensor.mjs';
import { startServer } from './make/server.mjs';
import { loggedRequests } from './make/store.mjs';
import { enrolServer, settled, startTestbed } from './make/testbed.mjs';
import { until } from './make/until.mjs';

const skip = whyNoTestbed();
const [client] = hosts.clients;
const script = (name) => join(import.meta.dirname, 'clients', name);
const capture = { JA4_CAPTURE_INTERFACES: 'eth0' };

let testbed;
let config;
let running = [];

before(async () => {
  if (skip) return;
  testbed = await startTestbed([client]);
  config = await enrolServer(testbed, 'web-1');
});

after(async () => {
  await testbed?.close();
});

afterEach(async () => {
  for (const process of running.toReversed()) await process.stop();
  running = [];
});

const begin = async (promise) => {
  const process = await promise;
  running.push(process);
  return process;
};
const beginServer = (name, directives) => begin(startServer(testbed.work, name, directives));
const beginSensor = (settings = {}) => begin(startSensor(testbed.work, settings, { config, namespace: server.name }));

const shell = (text) =>
  run('ip', shellOn(client, text), { env: scriptEnvironment(testbed.work, { spki: testbed.spki, name: 'faults' }) });

/** Makes requests to `path`, a connection for each; fails when one is not answered with 200, or only after five seconds. */
async function ask(path, count) {
  const format = "-w '%{http_code} %{time_total}\\n'";
  const said = await shell(
    `curl -s -o /dev/null --max-time 20 --http1.1 -H 'Connection: close' --cacert "$CA" ${format} "https://$SHOP/${path}?[1-${count}]"`,
  );
  const answers = said
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  assert.equal(answers.length, count);
  for (const [status, time] of answers) assert.ok(status === '200' && Number(time) < 5, `${status} after ${time} s`);
}

const logged = async (path) =>
  (await loggedRequests(testbed, '2000-01-01')).filter(({ target }) => target.startsWith(`/${path}?`));

/** Numbers of the requests to a path that are in the store; fails when one is there twice. */
async function numbersOf(path) {
  const numbers = (await logged(path)).map(({ target }) => Number(target.split('?')[1]));
  assert.equal(new Set(numbers).size, numbers.length);
  return numbers;
}

/** Memory of a process and all its children, in MiB. */
function residentMiB(pid) {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  const [, own] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return children.reduce((sum, child) => sum + residentMiB(child), Number(own) / 1024);
}

test(
  'the sensor absent, killed, restarted, stopped; Apache restarted twice: every request is answered, none twice',
  { skip },
  async () => {
    const apache = await beginServer('restarts', 'JsonSockLogTLS On');
    await ask('absent', 40);
    let sensor = await beginSensor();
    await ask('first', 20); // the module connects again within a second
    await seconds(1.2);
    await ask('present', 40);
    const load = ask('killed', 150);
    await seconds(0.5);
    await sensor.stop('SIGKILL');
    await seconds(0.5);
    sensor = await beginSensor();
    await load;
    await seconds(1.2);
    const restarts = ask('restarted', 150);
    for (let count = 0; count < 2; count += 1) {
      await seconds(0.5);
      apache.restart();
    }
    await restarts;
    sensor.kill('SIGSTOP');
    await ask('stopped', 40);
    sensor.kill('SIGCONT');
    await settled(testbed, sensor);
    for (const path of ['present', 'stopped']) assert.equal((await numbersOf(path)).length, 40, path);
    assert.equal((await numbersOf('restarted')).length, 150);
    assert.ok((await logged('restarted')).every(({ correlated }) => correlated));
    await numbersOf('killed');
    await numbersOf('absent');
    const sensors = await testbed.client.sensors.get({ sensor_id: 'web-1' });
    assert.equal(sensors.state, 'healthy');
    sensor.kill('SIGHUP');
    await until(async () => {
      const { counters, lost } = await testbed.client.sensors.get({ sensor_id: 'web-1' });
      return (
        counters['intake.droppedByModule'] === sensor.status().intake.droppedByModule &&
        lost >= counters['intake.droppedByModule']
      );
    }, 'what the module dropped in /v1/sensors');
    assert.doesNotMatch(apache.errorLog(), /exit signal/);
  },
);

test('an interface that goes down and up, is removed and made again, is captured again', { skip }, async () => {
  await beginServer('flaps', '');
  const sensor = await beginSensor(capture);
  const trouble = () => sensor.status()?.captures[0].trouble;
  await ask('before', 5);
  const ip = (...args) => run('ip', ['-n', server.name, ...args]);
  await ip('link', 'set', 'eth0', 'down');
  await seconds(1);
  await ip('link', 'set', 'eth0', 'up');
  await ip('addr', 'replace', `${server.ipv4}/32`, 'dev', 'eth0');
  await ip('route', 'replace', '198.51.100.0/24', 'dev', 'eth0');
  await ask('up', 5);
  await ip('link', 'del', 'eth0');
  await until(() => trouble(), 'the sensor to say that the interface is gone');
  await plugServerIn(server);
  await run('ip', ['-n', client.namespace, 'neigh', 'flush', 'dev', 'eth0']); // the new interface has another address
  await until(() => trouble() === '', 'the sensor to capture again');
  await ask('again', 5);
  await settled(testbed, sensor);
  for (const path of ['before', 'up', 'again']) {
    const requests = await logged(path);
    assert.deepEqual([path, requests.length, requests.filter(({ correlated }) => correlated).length], [path, 5, 5]);
  }
  assert.ok(sensor.status().captures[0].counters.restarts > 0);
});

test('clients that send garbage, or a hello in pieces: the server and its watchers go on', { skip }, async () => {
  const apache = await beginServer('odd', 'JsonSockLogTLS On');
  const sensor = await beginSensor(capture);
  await shell(`python3 ${script('odd.py')} "$SHOP"`);
  await ask('after-garbage', 5);
  await settled(testbed, sensor);
  const requests = await logged('after-garbage');
  assert.equal(requests.filter(({ correlated }) => correlated).length, 5);
  assert.equal(sensor.status().intake.invalid, 0);
  assert.doesNotMatch(apache.errorLog(), /exit signal/);
});

test(
  '10,000 connections that never finish: the server and its watchers go on, in bounded memory',
  { skip },
  async (t) => {
    const threads =
      'ServerLimit 22\nStartServers 22\nThreadLimit 500\nThreadsPerChild 500\nMaxRequestWorkers 11000\nMaxSpareThreads 11000\nThreadStackSize 262144\nListenBacklog 4096\nTimeout 300';
    const apache = await beginServer('unfinished', `JsonSockLogTLS On\n${threads}`);
    const sensor = await beginSensor(capture);
    await ask('warm', 20);
    const before = { apache: residentMiB(apache.pid), sensor: residentMiB(sensor.pid) };
    const child = spawn('ip', shellOn(client, `exec python3 ${script('unfinished.py')} ${server.ipv4} 10000`), {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const [said] = await Promise.race([once(child.stdout, 'data'), ended]);
    assert.equal(String(said).trim(), '10000');
    await ask('meanwhile', 20);
    const during = { apache: residentMiB(apache.pid), sensor: residentMiB(sensor.pid) };
    const memory = Object.entries(during).map(
      ([name, MiB]) => `${name} ${Math.round(before[name])} to ${Math.round(MiB)} MiB`,
    );
    t.diagnostic(memory.join(', '));
    // A TLS connection costs Apache itself some 70 kB; the sensor remembers the start of each.
    assert.ok(during.apache - before.apache < 2000 && during.sensor < 500, memory.join(', '));
    child.stdin.end();
    await ended;
    await ask('afterwards', 20);
    await settled(testbed, sensor);
    for (const path of ['meanwhile', 'afterwards'])
      assert.equal((await logged(path)).filter(({ correlated }) => correlated).length, 20, path);
    assert.doesNotMatch(apache.errorLog(), /exit signal/);
  },
);
