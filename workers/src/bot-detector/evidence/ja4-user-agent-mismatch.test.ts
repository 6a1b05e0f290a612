import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow, ja4s, userAgents } from '../../testing/feature-row.js';
import { ja4UserAgentMismatch } from './ja4-user-agent-mismatch.js';

const seen = (ja4: string, ...user_agents: string[]) =>
  ja4UserAgentMismatch.evidence(featureRow({ ja4, context: { user_agents } }));

test('a handshake of Go or OpenSSL under the name of a browser is a lie', () => {
  assert.match(seen(ja4s.go, userAgents.chrome)!.detail, /^the handshake is go's .* the User-Agent says Mozilla/);
  assert.ok(seen(ja4s.openssl, userAgents.curl, userAgents.safari));
});

test('a browser under the name of another is a lie', () => {
  assert.ok(seen(ja4s.firefox, userAgents.chrome));
  assert.ok(seen(ja4s.safari, userAgents.firefox));
  assert.ok(seen(ja4s.chromium, userAgents.chromeOnIphone));
});

test('an honest client is believed', () => {
  assert.equal(seen(ja4s.chromium, userAgents.chrome), undefined);
  assert.equal(seen(ja4s.firefox, userAgents.firefox), undefined);
  assert.equal(seen(ja4s.safari, userAgents.safari), undefined);
  assert.equal(seen(ja4s.safari, userAgents.chromeOnIphone), undefined);
  assert.equal(seen(ja4s.openssl, userAgents.curl), undefined);
});

test('Tor, which is Firefox by name, may speak with the cipher list of Chromium', () => {
  assert.equal(seen(ja4s.chromium, userAgents.firefox), undefined);
});

test('no handshake, an unknown handshake or no User-Agent prove nothing', () => {
  assert.equal(seen('', userAgents.chrome), undefined);
  assert.equal(seen('t13d1516h2_000000000000_d8a2da3f94cd', userAgents.chrome), undefined);
  assert.equal(seen(ja4s.go), undefined);
});
