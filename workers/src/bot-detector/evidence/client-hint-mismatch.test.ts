import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow, userAgents } from '../../testing/feature-row.js';
import { clientHintMismatch } from './client-hint-mismatch.js';

const seen = (userAgent: string, { share = 1, bare = true, orders = [] as string[], ja4 = 't13d_a_b' } = {}) =>
  clientHintMismatch.evidence(
    featureRow({
      ja4,
      features: { client_hint_mismatch: share },
      context: { user_agents: [userAgent], without_sec_fetch: bare ? 40 : 0, header_orders: orders },
    }),
  );

test('a Chromium that never sends what every Chromium sends is none', () => {
  assert.match(seen(userAgents.chrome)!.detail, /^none of 40 requests has Sec-CH-UA or Sec-Fetch-Mode/);
});

test('a Firefox or Safari that sends what only Chromium sends is none', () => {
  assert.match(seen(userAgents.firefox, { bare: false })!.detail, /^all of 40 requests have Sec-CH-UA/);
  assert.ok(seen(userAgents.safari, { bare: false }));
});

test('one honest request, Sec-Fetch-Mode, a WebSocket, an old Chromium, an old web view or a tool clear the client', () => {
  assert.equal(seen(userAgents.chrome, { share: 0.9 }), undefined);
  assert.equal(seen(userAgents.chrome, { bare: false }), undefined);
  assert.equal(seen(userAgents.chrome, { orders: ['Host,Upgrade,Sec-WebSocket-Key'] }), undefined);
  assert.equal(seen(userAgents.chrome.replace('142', '80')), undefined);
  const view = 'Mozilla/5.0 (Linux; Android 12; SM-A525F; wv) AppleWebKit/537.36 Version/4.0 Chrome/104.0.0.0 Mobile';
  assert.equal(seen(view), undefined);
  assert.equal(seen(userAgents.curl), undefined);
});

test('behind a proxy, which may take headers away, nothing is said', () => {
  assert.equal(seen(userAgents.chrome, { ja4: '' }), undefined);
});
