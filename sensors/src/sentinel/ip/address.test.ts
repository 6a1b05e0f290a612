import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressText } from './address.js';

test('IPv6 addresses are written as RFC 5952 asks', () => {
  const cases: [hex: string, text: string][] = [
    ['20010db8000000000000000000000001', '2001:db8::1'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['fe800000000000000000000000000000', 'fe80::'],
    ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    ['20010000000000010000000000000001', '2001:0:0:1::1'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['00000000000000000000ffffc0000207', '::ffff:192.0.2.7'],
  ];
  for (const [hex, text] of cases) assert.equal(addressText(Buffer.from(hex, 'hex'), 0, 6), text);
  assert.equal(addressText(Buffer.from([0, 192, 0, 2, 7]), 1, 4), '192.0.2.7');
});
