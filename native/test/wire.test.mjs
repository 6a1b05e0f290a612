// Module and wire agree: what the kernel's packets show of each handshake, decoded by the sensor, is what the module recorded.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { listen, missingPrograms, startApache, until } from './apache.mjs';
import { cuttingRelay, request } from './clients.mjs';

const SENSOR = new URL('../../sensors/dist/cli.js', import.meta.url).pathname;
const missing = missingPrograms('tcpdump');
if (!existsSync(SENSOR)) missing.push('ja4-sensor (npm run build)');
const skip =
  missing.length > 0 ? `not installed: ${missing.join(', ')}` : process.getuid() !== 0 && 'capturing needs root';
const runFile = promisify(execFile);
const GET = 'GET / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n';

async function startCapture(file, port) {
  const args = ['-i', 'lo', '-U', '-n', '--immediate-mode', '-w', file, `tcp port ${port}`];
  const child = spawn('tcpdump', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  await until(() => /listening on/.test(said) || child.exitCode !== null, 'tcpdump');
  const stop = async () => {
    if (child.kill('SIGINT')) await once(child, 'exit');
  };
  return { isOff: child.exitCode !== null && said, stop };
}

const flowOf = ({ src_ip, src_port, dst_ip, dst_port }) => `${src_ip} ${src_port} ${dst_ip} ${dst_port}`;

/** The fields of the sensor's event that come straight from a SYN over IPv4. */
function synFacts(packet) {
  return {
    ip_meta_ttl: packet[8],
    ip_meta_id: packet.readUInt16BE(4),
    ip_meta_total_length: packet.readUInt16BE(2),
    tcp_meta_window_size: packet.readUInt16BE(34),
  };
}

const ofModule = (record) => ({
  flow: flowOf(record),
  hello_hash: createHash('sha256').update(Buffer.from(record.client_hello, 'base64')).digest('hex').slice(0, 16),
  ...synFacts(Buffer.from(record.syn, 'base64')),
});

const ofWire = (event) => ({
  flow: flowOf(event),
  hello_hash: event.hello_hash,
  ip_meta_ttl: event.ip_meta_ttl,
  ip_meta_id: event.ip_meta_id,
  ip_meta_total_length: event.ip_meta_total_length,
  tcp_meta_window_size: event.tcp_meta_window_size,
});

test('every hello and SYN is the one that the wire shows', { skip }, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'ja4-native-'));
  const inTlsHost = 'SSLOpenSSLConfCmd Groups X25519:P-256';
  const apache = await startApache({ extra: 'JsonSockLogTLS On', inTlsHost, sanitized: true });
  const reader = await listen(apache.socketPath);
  const capture = await startCapture(join(folder, 'lo.pcap'), apache.tlsPort);
  const relay = await cuttingRelay(apache.tlsPort, 400);
  try {
    if (capture.isOff) return context.skip(`tcpdump cannot capture: ${capture.isOff}`);
    const url = `https://127.0.0.1:${apache.tlsPort}/`;
    for (const version of ['--http1.1', '--http2', '--tls-max 1.2'])
      await runFile('curl', ['-sk', ...version.split(' '), `${url}?[1-2]`]);
    await request(apache.tlsPort, GET);
    await request(apache.tlsPort, GET, { ecdhCurve: 'P-521:P-256' }); // two hellos, as the next
    await request(relay.port, GET, { ecdhCurve: 'X25519MLKEM768:X25519' });
    const handshakes = () => reader.records.filter(({ kind }) => kind === 'handshake');
    await until(() => handshakes().length >= 8, 'eight handshakes');
    const size = () => statSync(join(folder, 'lo.pcap')).size;
    for (let before = -1; before !== size(); await pause(200)) before = size();
    await capture.stop();
    const { stdout } = await runFile(process.execPath, [SENSOR, 'fingerprint', join(folder, 'lo.pcap')]);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const sorted = (list) => list.sort((a, b) => (a.flow + a.hello_hash < b.flow + b.hello_hash ? -1 : 1));
    assert.equal(handshakes().length, 8);
    assert.deepEqual(sorted(handshakes().map(ofModule)), sorted(events.map(ofWire)));
    assert.ok(events.some(({ segments }) => segments > 2));
  } finally {
    relay.stop();
    await capture.stop();
    await reader.close();
    await apache.stop();
    rmSync(folder, { recursive: true });
  }
});
