import assert from 'node:assert/strict';
import test from 'node:test';
import type { TlsEvent } from '../sentinel/event.js';
import { withinLimits } from './within-limits.js';

const event = { ja4: 'x', ja4_r: 'a', ja4_ro: 'b', ja3: 'c', tls_sni: 'shop.example', tls_alpn: ['h2'] } as TlsEvent;

test('an ordinary event goes as it is', () => {
  assert.deepEqual(withinLimits(event), event);
});

test('texts the API would refuse are left out, the fingerprint stays', () => {
  const long = {
    ...event,
    ja4_r: 'a'.repeat(16_385),
    tls_sni: 'b'.repeat(1025),
    tls_alpn: Array<string>(65).fill('h2'),
  };
  const { ja4, ja4_r, ja4_ro, tls_sni, tls_alpn } = withinLimits(long);
  assert.deepEqual({ ja4, ja4_r, ja4_ro, tls_sni }, { ja4: 'x', ja4_r: null, ja4_ro: 'b', tls_sni: null });
  assert.equal(tls_alpn?.length, 64);
});
