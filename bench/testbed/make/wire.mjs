// What the wire shows: a capture of its own beside the sensor's, read by `ja4-sensor fingerprint` and by tshark.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, seconds } from '../../sample/make/run.mjs';
import { balancedPort } from './server.mjs';
import { server } from './hosts.mjs';

const SENSOR = fileURLToPath(new URL('../../../sensors/dist/cli.js', import.meta.url));

/** Captures what arrives at the server from the moment this resolves until `handshakes` reads it. */
export async function watchWire(work, name) {
  const file = join(work, `${name}.pcap`);
  const filter = `tcp port 443 or tcp port ${balancedPort}`;
  const args = ['-i', 'eth0', '-U', '-n', '--immediate-mode', '-B', '16384', '-Z', 'root', '-w', file, filter];
  const child = spawn('ip', ['netns', 'exec', server.name, 'tcpdump', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  while (!/listening on/.test(said)) {
    if (child.exitCode !== null) throw new Error(`tcpdump: ${said}`);
    await seconds(0.05);
  }
  const stop = async () => {
    if (child.exitCode === null && child.kill('SIGINT')) await ended;
  };
  const handshakes = async () => {
    for (let before = -1; before !== statSync(file).size; await seconds(0.3)) before = statSync(file).size;
    await stop();
    if (!/\b0 packets dropped by kernel/.test(said)) throw new Error(`tcpdump: ${said}`);
    return { ours: await ourReading(file), theirs: await theirReading(file) };
  };
  return { handshakes, stop };
}

async function ourReading(file) {
  const output = await run(process.execPath, [SENSOR, 'fingerprint', '--json', file]);
  return output.split('\n').filter(Boolean).map(JSON.parse);
}

/** JA3 of each ClientHello as tshark has it. */
async function theirReading(file) {
  const fields = ['ip.src', 'ipv6.src', 'tcp.srcport', 'tcp.dstport', 'tls.handshake.ja3'].flatMap((name) => [
    '-e',
    name,
  ]);
  const ports = ['-d', `tcp.port==${balancedPort},tls`];
  const output = await run('tshark', [
    ...['-r', file, '-2', ...ports, '-Y', 'tls.handshake.ja3', '-T', 'fields'],
    ...fields,
  ]);
  return output
    .split('\n')
    .filter((line) => /\t[0-9a-f]{32}$/.test(line))
    .map((line) => {
      const [ipv4, ipv6, src_port, dst_port, ja3_hash] = line.split('\t');
      return { src_ip: ipv4 || ipv6, src_port: Number(src_port), dst_port: Number(dst_port), ja3_hash };
    });
}
