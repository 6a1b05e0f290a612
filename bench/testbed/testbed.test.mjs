// Real clients, a real Apache, a real network, the real sensor and the real platform: for every connection, everybody who
// saw it agrees. With the module and the capture, with either alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { missingPrograms } from '../sample/make/ready.mjs';
import { assertHandshakes, assertRequests } from './make/agree.mjs';
import { allHosts, hosts, proxies } from './make/hosts.mjs';
import { whyNoTestbed } from './make/programs.mjs';
import { startProxy } from './make/server.mjs';
import { enrolServer, startTestbed } from './make/testbed.mjs';
import { startBalancer, visit } from './make/visit.mjs';

const skip = whyNoTestbed();
const capture = { JA4_CAPTURE_INTERFACES: 'eth0' };
const modes = [
  // The wire's word stands where the module's came more than two seconds late.
  { name: 'both', what: 'module and capture', tls: 'On', settings: capture, sources: ['module', 'wire'] },
  { name: 'module', what: 'module only', tls: 'On', settings: {}, sources: ['module'] },
  { name: 'capture', what: 'capture only', tls: 'Off', settings: capture, sources: ['wire'] },
];

let testbed;
let config;
const running = [];

before(async () => {
  if (skip) return;
  testbed = await startTestbed(allHosts);
  config = await enrolServer(testbed, 'web-1');
  for (const proxy of hosts.proxies) running.push(await startProxy(testbed.work, proxy));
  running.push(await startBalancer());
});

after(async () => {
  for (const server of running) await server.stop();
  await testbed?.close();
});

for (const mode of modes)
  test(`${mode.what}: every connection`, { skip }, async (t) => {
    const seen = await visit(testbed, config, mode);
    for (const { name, address, programs, requests } of hosts.clients) {
      const missing = missingPrograms(programs);
      const reason = missing.length > 0 && `not installed: ${missing.join(', ')}`;
      await t.test(`${name} over ${address}`, { skip: reason }, () => {
        assert.ok(assertHandshakes(seen, address, mode.sources) > 0);
        const logged = assertRequests(seen, address);
        assert.ok(logged.length > 0);
        if (requests !== undefined) assert.equal(logged.length, requests);
      });
    }
    await t.test('one connection for keep-alive, and for the streams of HTTP/2', () => assertKept(seen));
    await t.test('connections from one port, one after the other, each with its own handshake', () =>
      assertSamePort(seen),
    );
    await t.test('proxies before the server', () => assertProxies(seen, mode));
    await t.test('nobody else, nothing twice, nothing lost', () => assertNothingElse(seen, mode));
  });

function assertKept({ requests }) {
  for (const [path, count, version] of [
    ['/kept', 5, '1.1'],
    ['/streams', 20, '2'],
  ]) {
    const those = requests.filter(
      ({ target, http_version }) => target.startsWith(`${path}?`) && http_version === version,
    );
    assert.deepEqual([path, those.length], [path, count]);
    assert.equal(new Set(those.map(({ hello_hash, src_port }) => `${src_port} ${hello_hash}`)).size, 1);
  }
}

function assertSamePort({ requests }) {
  const those = requests.filter(({ target }) => target.startsWith('/port-'));
  assert.equal(those.length, 6, JSON.stringify(those));
  assert.equal(new Set(those.map(({ src_port }) => src_port)).size, 1);
  assert.equal(new Set(those.map(({ hello_hash }) => hello_hash)).size, 6);
  for (const { target, ja4 } of those) {
    const [, kind, number] = /^\/port-(.)\?(\d)$/.exec(target);
    assert.match(ja4, kind === 'a' ? /^t\w+h1_/ : new RegExp(`^t\\w+p${number}_`), target);
  }
}

function assertProxies(seen, { sources }) {
  for (const { address } of [...hosts.proxies, ...hosts.behind]) {
    assertHandshakes(seen, address, sources);
    assertRequests(seen, address);
  }
  const clientsOf = (path) =>
    seen.requests
      .filter(({ target }) => target.startsWith(path))
      .map(({ src_ip, client_ip }) => `${src_ip} for ${client_ip}`)
      .sort();
  const { trusted, stranger } = proxies;
  const threeOf = (text) => [text, text, text];
  assert.deepEqual(clientsOf('/behind'), [
    ...threeOf(`${trusted.address} for 203.0.113.11`),
    ...threeOf(`${stranger.address} for ${stranger.address}`),
  ]);
  assert.deepEqual(clientsOf('/forged'), ['203.0.113.13 for 203.0.113.13']);
  const balanced = `${trusted.address} for 203.0.113.77`;
  assert.deepEqual(clientsOf('/balanced'), [balanced, balanced]);
  // The handshake behind the PROXY protocol is the client's own: curl's, not the proxy's.
  const ja4Of = (path) => [
    ...new Set(seen.requests.filter(({ target }) => target.startsWith(path)).map(({ ja4 }) => ja4)),
  ];
  assert.deepEqual(ja4Of('/balanced'), ja4Of('/streams'));
  assert.notDeepEqual(ja4Of('/behind'), ja4Of('/streams'));
}

function assertNothingElse(seen, { name }) {
  assert.equal(seen.requests.length, seen.truth.length);
  assert.equal(seen.handshakes.length, seen.wire.ours.length);
  const { status } = seen;
  assert.equal(status.both_sources.duplicates, name === 'both' ? seen.handshakes.length : 0);
  assert.equal(status.intake.moduleHandshakes, name === 'capture' ? 0 : seen.handshakes.length);
  const lost = [
    status.intake.droppedByModule,
    status.intake.invalid,
    status.http.sender.rejected,
    status.tls.sender.rejected,
  ];
  assert.deepEqual(lost, [0, 0, 0, 0]);
  for (const { counters } of status.captures) assert.equal(counters.droppedByKernel + counters.droppedOnTheWay, 0);
  assert.doesNotMatch(seen.errorLog, /exit signal|dropped/);
}

test('a second sensor on the host is refused at enrolment', { skip }, async () => {
  await assert.rejects(enrolServer(testbed, 'web-2'), /409 conflict/);
});
