// What must hold for every connection of a host, whoever looked: the module, the wire, tshark, httpd's own log, the store.
import assert from 'node:assert/strict';
import { balancedPort } from './server.mjs';

const from = (address) => (item) => item.src_ip === address;
const sorted = (items) => items.map((item) => JSON.stringify(item)).sort();
const msOf = (time) => Date.parse(time.endsWith('Z') ? time : `${time.replace(' ', 'T')}Z`);

/** What both ways to see a ClientHello and its SYN must agree about. */
const factsOf = (event) => ({
  src_port: event.src_port,
  dst_port: event.dst_port,
  hello_hash: event.hello_hash,
  ja4: event.ja4,
  ja3_hash: event.ja3_hash,
  ip_meta_ttl: event.ip_meta_ttl,
  ip_meta_id: event.ip_meta_id,
  ip_meta_total_length: event.ip_meta_total_length,
  tcp_meta_window_size: event.tcp_meta_window_size,
  tcp_meta_options: event.tcp_meta_options,
});

/** Each handshake that the wire shows is stored once, with the same fingerprints, and tshark has the same JA3. */
export function assertHandshakes({ wire, handshakes }, address, sources) {
  const shown = wire.ours.filter(from(address));
  const stored = handshakes.filter(from(address));
  assert.deepEqual(sorted(stored.map(factsOf)), sorted(shown.map(factsOf)));
  for (const { source, conn_id } of stored) {
    assert.ok(sources.includes(source), source);
    assert.equal(conn_id !== '', source === 'module');
  }
  // Behind a line of the PROXY protocol tshark finds TLS only where a segment begins with it.
  const ja3Of = ({ src_port, dst_port, ja3_hash }) => ({ src_port, dst_port, ja3_hash });
  const readable = (hellos) => sorted(hellos.filter(({ dst_port }) => dst_port !== balancedPort).map(ja3Of));
  assert.deepEqual(readable(shown), readable(wire.theirs.filter(from(address))));
  return shown.length;
}

/** Each request that httpd answered is logged once, with the handshake of its own connection. */
export function assertRequests({ wire, truth, requests }, address) {
  const answered = truth.filter(from(address));
  const logged = requests.filter(from(address));
  const requestOf = ({ src_port, client_ip, method, target, status }) => ({
    // mod_remoteip takes the peer's port from the log as well.
    src_port: client_ip === address && src_port,
    client_ip,
    method,
    target,
    status,
  });
  assert.deepEqual(sorted(logged.map(requestOf)), sorted(answered.map(requestOf)));
  for (const request of logged.filter(({ scheme }) => scheme === 'https')) {
    assert.ok(request.correlated, JSON.stringify(request));
    const isBefore = (hello) =>
      hello.src_port === request.src_port && hello.hello_index === 1 && msOf(hello.time) <= msOf(request.time);
    const before = wire.ours.filter(from(address)).filter(isBefore);
    assert.deepEqual(factsOf(request), factsOf(before.at(-1)));
  }
  return logged;
}
