import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow } from '../../testing/feature-row.js';
import { sniMismatch } from './sni-mismatch.js';

const seen = (host: string, server_names: string[], share = 1) =>
  sniMismatch.evidence(featureRow({ host, features: { sni_mismatch: share }, context: { server_names } }));

test('a name in the handshake and another site in every request are a front', () => {
  assert.equal(
    seen('hidden.example', ['shop.test'])!.detail,
    '40 requests are for hidden.example, the handshakes asked for shop.test',
  );
  assert.ok(seen('192.0.2.10:443', ['shop.example']));
  assert.ok(seen('[2001:db8::1]:443', ['shop.example']));
});

test('hosts of one site share a connection, and a dot or a port makes no other name', () => {
  assert.equal(seen('static.shop.example', ['www.shop.example']), undefined);
  assert.equal(seen('shop.example.:8443', ['shop.example']), undefined);
});

test('one request that fits, or names that are not known, prove nothing', () => {
  assert.equal(seen('hidden.example', ['shop.test'], 0.9), undefined);
  assert.equal(seen('hidden.example', []), undefined);
  assert.equal(seen('', ['shop.test']), undefined);
});
