import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow, ja4s, userAgents } from '../../testing/feature-row.js';
import { ja4OverManyAddresses } from './ja4-over-many-addresses.js';

const seen = (ja4: string, addresses: number, ja4_browser_like = 0.95, userAgent = userAgents.chrome) =>
  ja4OverManyAddresses.evidence(
    featureRow({
      ja4,
      features: { ja4_addresses: Math.log10(addresses), ja4_browser_like },
      context: { user_agents: [userAgent] },
    }),
  );

test('a library at many addresses that all say they are browsers is a fleet', () => {
  assert.match(seen(ja4s.go, 240)!.detail, /^240 addresses came with this handshake of go in 24 hours, 95 % .* Chrome/);
});

test('browsers are everywhere, applications say who they are, and a company’s proxy has few addresses', () => {
  assert.equal(seen(ja4s.chromium, 5000), undefined);
  assert.equal(seen(ja4s.go, 5000, 0.02), undefined);
  assert.equal(seen(ja4s.go, 5000, 0.95, 'ShopApp/4.2 (Android 15)'), undefined);
  assert.equal(seen(ja4s.openssl, 3), undefined);
});

test('a handshake that is not known says nothing', () => {
  assert.equal(seen('', 5000), undefined);
  assert.equal(seen('t13d1516h2_000000000000_d8a2da3f94cd', 5000), undefined);
});
