// The committed sample holds what its README says: every TLS request has its handshake, and what is hidden in it is there.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { actors } from './make/actors.mjs';
import { expectedFrom } from './make/expected.mjs';
import { packetsOf } from './make/packets.mjs';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const PCAP = file('sample.pcap');
const SENSOR = file('../../sensors/dist/cli.js');
const HOUR_MS = 3600 * 1000;
const CLIENT_HELLO = 1;
const HANDSHAKE_RECORD = 22;

const linesOf = (text) => text.trimEnd().split('\n');
const records = linesOf(readFileSync(file('requests.ndjson'), 'utf8')).map((line) => JSON.parse(line));
const expected = JSON.parse(readFileSync(file('expected.json'), 'utf8'));
const tlsRecords = records.filter(({ scheme }) => scheme === 'https');

const tupleOf = ({ src_ip, src_port, dst_ip, dst_port }) => `${src_ip} ${src_port} ${dst_ip} ${dst_port}`;
const requestsOf = (label) => {
  const { address } = expected.clients.find((client) => client.label === label);
  return records.filter(({ src_ip }) => src_ip === address);
};
const userAgentOf = ({ headers }) => headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1] ?? '';

/** Each ClientHello in the packets: its 4-tuple, and its start in microseconds. */
const hellos = [...packetsOf(readFileSync(PCAP))]
  .filter(({ payload }) => payload[0] === HANDSHAKE_RECORD && payload[5] === CLIENT_HELLO)
  .map(({ source, target, time }) => ({ tuple: `${source} ${target}`, time }));
const tuplesInPcap = hellos.map(({ tuple }) => tuple).sort();

/** The last ClientHello of the request's 4-tuple before the request: a port may be used again. */
const helloBefore = (record) =>
  hellos.findLast(({ tuple, time }) => tuple === tupleOf(record) && time / 1000 <= Date.parse(record.time) + 1);

test('every TLS request has the ClientHello of its own connection, seen before it', () => {
  const helloOf = new Map();
  for (const record of tlsRecords) {
    const hello = helloBefore(record);
    assert.ok(hello, `no handshake before the request ${record.req_id}`);
    assert.equal(helloOf.get(record.conn_id) ?? hello, hello, `${record.conn_id} has two handshakes`);
    helloOf.set(record.conn_id, hello);
  }
  assert.equal(new Set(helloOf.values()).size, helloOf.size, 'two connections share a handshake');
});

const withoutTshark = spawnSync('tshark', ['--version']).status === 0 ? false : 'tshark is not installed';
test('tshark finds the same ClientHellos', { skip: withoutTshark }, () => {
  const fields = ['ip.src', 'ipv6.src', 'tcp.srcport', 'ip.dst', 'ipv6.dst', 'tcp.dstport'].flatMap((name) => [
    '-e',
    name,
  ]);
  const filter = `tls.handshake.type==${CLIENT_HELLO}`;
  const output = execFileSync('tshark', ['-r', PCAP, '-Y', filter, '-T', 'fields', ...fields], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const tuples = linesOf(output).map((line) => line.split('\t').filter(Boolean).join(' '));
  assert.deepEqual(tuples.sort(), tuplesInPcap);
});

const withoutSensor = existsSync(SENSOR) ? false : 'the sensors are not built';
test('the sensor fingerprints every handshake; the liar has the JA4 of curl', { skip: withoutSensor }, () => {
  const output = execFileSync(process.execPath, [SENSOR, 'fingerprint', PCAP], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const handshakes = linesOf(output).map((line) => JSON.parse(line));
  assert.deepEqual(handshakes.map(tupleOf).sort(), tuplesInPcap);
  const ja4s = new Map(handshakes.map((handshake) => [tupleOf(handshake), handshake.ja4]));
  const ja4sOf = (label) => new Set(requestsOf(label).map((record) => ja4s.get(tupleOf(record))));
  assert.deepEqual(ja4sOf('ua-liar'), ja4sOf('script'));
  assert.ok([...ja4sOf('ua-liar')].every((ja4) => !ja4sOf('browser').has(ja4)));
});

test('expected.json counts what the records hold', () => {
  assert.deepEqual(expected, expectedFrom(records, actors));
  assert.equal(
    expected.clients.reduce((sum, { requests }) => sum + requests, 0),
    records.length,
  );
  assert.ok(expected.clients.every(({ requests }) => requests > 0));
});

test('there is something to find: a scanner, a brute force, a client that lies', () => {
  const scanner = requestsOf('scanner');
  assert.ok(scanner.length >= 200 && scanner.filter(({ status }) => status === 404).length >= 150);
  assert.ok(
    ['/.env', '/.git/config', '/wp-login.php', '/phpmyadmin/'].every((path) => scanner.some((r) => r.path === path)),
  );
  const isRefusedLogin = ({ method, path, status }) => method === 'POST' && path === '/login' && status === 401;
  assert.ok(requestsOf('bruteforce').filter(isRefusedLogin).length >= 100);
  const liar = requestsOf('ua-liar');
  assert.ok(liar.length >= 50 && liar.every((record) => /Windows NT .* Chrome\/\d+/.test(userAgentOf(record))));
});

test('there is honest traffic: plain and TLS, both HTTP versions, both address families, within one hour', () => {
  const valuesOf = (name) => new Set(records.map((record) => record[name]));
  assert.deepEqual([...valuesOf('scheme')].sort(), ['http', 'https']);
  assert.deepEqual([...valuesOf('http_version')].sort(), ['1.1', '2']);
  assert.ok([...valuesOf('src_ip')].some((address) => address.includes(':')));
  assert.ok(expected.clients.filter(({ label }) => label === 'browser').length >= 8);
  const times = records.map(({ time }) => Date.parse(time));
  assert.ok(Math.max(...times) - Math.min(...times) < HOUR_MS);
});

test('request ids are unique, and the sample stays small', () => {
  assert.equal(new Set(records.map(({ req_id }) => req_id)).size, records.length);
  const bytes = ['sample.pcap', 'requests.ndjson', 'expected.json'].reduce(
    (sum, name) => sum + statSync(file(name)).size,
    0,
  );
  assert.ok(bytes < 5e6, `${bytes} bytes`);
});
