import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeJa4 } from './ja4.ts';

test('the first part of a JA4 is told in words', () => {
  assert.equal(
    describeJa4('t13d1516h2_8daaf6152771_d8a2da3f94cd'),
    'TLS over TCP · TLS 1.3 · asks for a name · 15 ciphers · 16 extensions · first protocol (ALPN) h2',
  );
  assert.equal(
    describeJa4('q12i0104dt_8daaf6152771_d8a2da3f94cd'),
    'QUIC · TLS 1.2 · asks for no name · 1 cipher · 4 extensions · first protocol (ALPN) dot',
  );
});

test('SSL 3.0 and what is no JA4', () => {
  assert.match(describeJa4('ts3d080000_8daaf6152771_000000000000') ?? '', /SSL 3\.0 .* no protocol/);
  for (const text of ['', 't13d1516h2', 't13d1516h2_8daaf6152771', 'x13d1516h2_8daaf6152771_d8a2da3f94cd']) {
    assert.equal(describeJa4(text), undefined);
  }
});
