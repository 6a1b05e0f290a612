import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateOf, type Evidence } from './state.js';

const now = Date.parse('2026-11-23T08:00:00Z');
const well: Evidence = {
  revokedAt: null,
  heartbeatAt: now - 10_000,
  batchAt: now - 1000,
  delivery: 'sending',
  trouble: '',
  backlogBatches: 0,
  lagMs: 1000,
  requests: 500,
  handshakes: 100,
  orphans: 0,
};

const cases: [string, Partial<Evidence>, RegExp][] = [
  ['healthy', {}, /^It delivers what it sees\.$/],
  ['healthy', { trouble: 'eth0: no such interface' }, /eth0: no such interface/],
  ['healthy', { heartbeatAt: null, delivery: null }, /no heartbeats/],
  ['healthy', { requests: 0, handshakes: 0, batchAt: null, lagMs: null }, /delivers/],
  ['healthy', { handshakes: 0, orphans: 19 }, /delivers/],
  ['healthy', { requests: 0, handshakes: 19 }, /delivers/],
  // Keep-alive: its requests are those of handshakes that came long ago.
  ['healthy', { handshakes: 0, requests: 500, orphans: 0 }, /delivers/],
  ['blind', { handshakes: 0, orphans: 20 }, /20 https requests and not one handshake/],
  ['blind', { requests: 0, handshakes: 20 }, /20 handshakes and not one request/],
  ['lagging', { lagMs: 61_000 }, /61 seconds old/],
  ['lagging', { lagMs: 7_200_000, backlogBatches: 12 }, /2 hours old.*wait on its host: 12/],
  ['lagging', { delivery: 'waiting', trouble: 'ECONNREFUSED' }, /ECONNREFUSED/],
  ['lagging', { delivery: 'held', trouble: 'the key is refused' }, /until a person.*the key is refused/],
  // While it catches up, handshakes come before requests.
  ['lagging', { lagMs: 600_000, requests: 0, handshakes: 900 }, /10 minutes old/],
  ['silent', { heartbeatAt: null, batchAt: null }, /Nothing has come from it yet/],
  ['silent', { heartbeatAt: now - 91_000, batchAt: now - 91_000 }, /91 seconds/],
  ['silent', { heartbeatAt: now - 3 * 86_400_000, batchAt: null }, /3 days/],
  ['silent', { heartbeatAt: null, batchAt: now - 901_000 }, /15 minutes/],
  ['healthy', { heartbeatAt: now - 91_000, batchAt: now - 1000 }, /delivers/],
  ['revoked', { revokedAt: now, handshakes: 0, orphans: 20 }, /revoked/],
];

for (const [state, different, reason] of cases) {
  test(`${state}: ${JSON.stringify(different)}`, () => {
    const found = stateOf({ ...well, ...different }, now);
    assert.equal(found.state, state);
    assert.match(found.reason, reason);
    assert.ok(found.messages.length > 0 && found.messages.every(({ key }) => key.startsWith('sensor.')));
  });
}
