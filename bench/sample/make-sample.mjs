#!/usr/bin/env node
// Makes the sample again: real clients visit a real Apache on a network of namespaces, watched by mod_reqin_log and tcpdump.
// Needs root, Linux, about five minutes, and the programs in NEEDED. Writes sample.pcap, requests.ndjson and expected.json.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { actors } from './make/actors.mjs';
import { expectedFrom } from './make/expected.mjs';
import { buildNetwork, removeNetwork, SERVER } from './make/network.mjs';
import { handshakesOnly } from './make/packets.mjs';
import { exitUnlessReady } from './make/ready.mjs';
import { run, seconds, start, stopAll } from './make/run.mjs';
import { spkiHash, startServer } from './make/server.mjs';
import { writeSite } from './make/site.mjs';

/** Programs, and the Debian packages that bring them. */
const NEEDED = {
  apache2: 'apache2',
  apxs: 'apache2-dev',
  chromium: 'chromium',
  curl: 'curl',
  ethtool: 'ethtool',
  'firefox-esr': 'firefox-esr',
  'gnutls-cli': 'gnutls-bin',
  ip: 'iproute2',
  openssl: 'openssl',
  python3: 'python3',
  sysctl: 'procps',
  tcpdump: 'tcpdump',
  wget: 'wget',
  Xvfb: 'xvfb',
};
const HERE = fileURLToPath(new URL('.', import.meta.url));
const NATIVE = fileURLToPath(new URL('../../native/mod_reqin_log/', import.meta.url));

async function visitAll(context) {
  const began = Date.now();
  const visits = actors.flatMap((actor) => actor.visits.map((visit) => ({ actor, ...visit })));
  const makeVisit = async ({ actor, at, run: commandOf }) => {
    await seconds(at - (Date.now() - began) / 1000);
    const [command, args, options] = commandOf(context, actor);
    const env = {
      NODE_EXTRA_CA_CERTS: context.caFile,
      DISPLAY: actor.label === 'headless-browser' ? '' : context.display,
    };
    await run('ip', ['netns', 'exec', actor.namespace, command, ...args.map(String)], { env, ...options });
  };
  const outcomes = await Promise.allSettled(visits.map(makeVisit));
  const failures = outcomes.filter(({ status }) => status === 'rejected').map(({ reason }) => reason);
  if (failures.length > 0) throw new AggregateError(failures, 'some visits failed');
}

async function record(root) {
  writeSite(root);
  const server = await startServer(root, join(NATIVE, 'build/mod_reqin_log.so'));
  const captureFile = join(root, 'capture.pcap');
  const filter = ['-Z', 'root', '-i', 'eth0', '-s', '0', '-B', '16384', '-U', '-w', captureFile, 'tcp port 443'];
  const capture = start('ip', ['netns', 'exec', SERVER.name, 'tcpdump', ...filter]);
  const display = start('Xvfb', [':77', '-screen', '0', '1280x900x24', '-nolisten', 'tcp']);
  await seconds(2);
  await visitAll({ root, caFile: server.caFile, spkiHash: spkiHash(root), display: ':77' });
  await display.stop();
  const requests = await server.stop();
  await capture.stop('SIGINT');
  return { requests, pcap: handshakesOnly(readFileSync(captureFile)) };
}

exitUnlessReady('make-sample', NEEDED);
const root = mkdtempSync(join(tmpdir(), 'ja4-sample-'));
let failed = false;
try {
  await run('chmod', ['755', root]); // httpd's children run as www-data
  await run('make', ['-C', NATIVE]);
  await removeNetwork(actors); // of a run that was broken off
  await buildNetwork(actors);
  const { requests, pcap } = await record(root);
  const records = requests
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  writeFileSync(join(HERE, 'requests.ndjson'), requests);
  writeFileSync(join(HERE, 'sample.pcap'), pcap);
  writeFileSync(join(HERE, 'expected.json'), `${JSON.stringify(expectedFrom(records, actors), null, 2)}\n`);
  process.stdout.write(`${records.length} requests, ${pcap.length} bytes of handshakes\n`);
} catch (error) {
  failed = true;
  process.stderr.write(`${inspect(error)}\n`);
} finally {
  await stopAll();
  await removeNetwork(actors);
  if (failed) process.stderr.write(`what the server said is in ${root}\n`);
  else rmSync(root, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
