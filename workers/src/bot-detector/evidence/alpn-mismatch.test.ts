import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow } from '../../testing/feature-row.js';
import { alpnMismatch } from './alpn-mismatch.js';

const seen = (features: Record<string, number> = {}) =>
  alpnMismatch.evidence(featureRow({ features, context: { tls_alpn: ['http/1.1'] } }));

test('HTTP/2 by who offered HTTP/1.1 only is evidence', () => {
  const found = seen({ alpn_mismatch: 0.5 });
  assert.equal(found!.detail, '20 of 40 requests are HTTP/2, the handshake offered http/1.1 only');
});

test('HTTP/2 that was offered, one request of a port that was used again, and an unknown offer are not', () => {
  for (const alpn_mismatch of [0, 1 / 40]) assert.equal(seen({ alpn_mismatch }), undefined);
  assert.equal(seen(), undefined);
});
