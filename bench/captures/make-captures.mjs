#!/usr/bin/env node
// Makes sensors/captures again: real clients talk to real servers on a network of namespaces, each scenario is captured to a
// file and cut down to its handshakes. Needs root, Linux, about six minutes, and the programs in NEEDED.
// node bench/captures/make-captures.mjs [NAME...]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildNetwork, HOST_NAME, removeNetwork, SERVER } from '../sample/make/network.mjs';
import { exitUnlessReady } from '../sample/make/ready.mjs';
import { run, seconds, stopAll } from '../sample/make/run.mjs';
import { spkiHash, writeCertificates } from '../sample/make/server.mjs';
import { cut } from './make/cut.mjs';
import { hosts, scenarios } from './make/scenarios.mjs';
import { startServers } from './make/servers.mjs';

/** Programs, and the Debian packages that bring them. */
const NEEDED = {
  caddy: 'caddy',
  certutil: 'libnss3-tools',
  chromium: 'chromium',
  curl: 'curl',
  dumpcap: 'wireshark-common',
  editcap: 'wireshark-common',
  ethtool: 'ethtool',
  'firefox-esr': 'firefox-esr',
  'gnutls-cli': 'gnutls-bin',
  gtlsclient: 'ngtcp2-client',
  gtlsserver: 'ngtcp2-server',
  ip: 'iproute2',
  openssl: 'openssl',
  python3: 'python3',
  sysctl: 'procps',
  tshark: 'tshark',
  wget: 'wget',
};
const CLIENTS = fileURLToPath(new URL('clients/', import.meta.url));
const SENSOR = fileURLToPath(new URL('../../sensors/dist/cli.js', import.meta.url));
const CAPTURES = fileURLToPath(new URL('../../sensors/captures/', import.meta.url));

/** Watches an interface from the moment this resolves until `stop` does. */
async function watch(namespace, watched, path) {
  const dumpcap = spawn('ip', ['netns', 'exec', namespace, 'dumpcap', '-q', '-i', watched, '-w', path], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(dumpcap, 'close');
  for await (const text of dumpcap.stderr.iterator({ destroyOnReturn: false })) if (/File:/.test(text)) break;
  dumpcap.stderr.resume();
  return async () => {
    await seconds(0.5);
    dumpcap.kill('SIGINT');
    await ended;
  };
}

/** Writes what the sensor prints for a capture beside it. To be read before it is committed: it is what the tests pin. */
async function writeGolden(name) {
  const capture = `${name}.pcapng`;
  const output = await run(process.execPath, [SENSOR, 'fingerprint', '--json', capture], { cwd: CAPTURES });
  writeFileSync(join(CAPTURES, `${name}.ndjson`), output);
}

async function make(scenario, root, env) {
  const raw = join(root, `${scenario.name}.raw`);
  const stop = await watch(scenario.where ?? SERVER.name, scenario.interface ?? 'eth0', raw);
  const script = `. "$CLIENTS/clients.sh"; ${scenario.run}`;
  await run('ip', ['netns', 'exec', scenario.namespace, 'sh', '-c', script], { env });
  await stop();
  await cut(raw, join(CAPTURES, `${scenario.name}.pcapng`));
  await writeGolden(scenario.name);
  process.stdout.write(`${scenario.name}: ${scenario.what}\n`);
}

exitUnlessReady('make-captures', NEEDED);
const names = process.argv.slice(2);
const wanted = scenarios.filter(({ name }) => names.length === 0 || names.includes(name));
const root = mkdtempSync(join(tmpdir(), 'ja4-captures-'));
const failures = [];
try {
  await removeNetwork(hosts); // of a run that was broken off
  await buildNetwork(hosts);
  await writeCertificates(root);
  writeFileSync(join(root, 'index.html'), 'ok');
  await startServers(root);
  const ca = join(root, 'ca.pem');
  const env = {
    SHOP: HOST_NAME,
    CA: ca,
    NODE_EXTRA_CA_CERTS: ca,
    SPKI: spkiHash(root),
    WORK: root,
    CLIENTS,
    NODE: process.execPath,
  };
  for (const scenario of wanted) {
    try {
      await make(scenario, root, env);
    } catch (error) {
      failures.push(`${scenario.name}: ${error.message}`);
    }
  }
} finally {
  await stopAll();
  await removeNetwork(hosts);
  rmSync(root, { recursive: true, force: true });
}
process.stderr.write(failures.map((failure) => `${failure}\n`).join(''));
process.exit(failures.length > 0 ? 1 : 0);
