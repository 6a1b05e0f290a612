import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { addressText, parseAddress, parsePrefix, prefixesOf } from './prefixes.js';

const sizeOf = (prefix: string, width: number): bigint => 1n << BigInt(width - Number(prefix.split('/')[1]));
const range = (bits: number): fc.Arbitrary<[bigint, bigint]> =>
  fc
    .tuple(fc.bigInt(0n, (1n << BigInt(bits)) - 1n), fc.bigInt(0n, (1n << BigInt(bits)) - 1n))
    .map(([a, b]) => (a < b ? [a, b] : [b, a]));

test('a range becomes blocks that follow each other, aligned, from its first address to its last', () => {
  for (const width of [32, 128] as const) {
    fc.assert(
      fc.property(range(width), ([first, last]) => {
        const text = (value: bigint): string => addressText({ value, width });
        let next = first;
        for (const prefix of prefixesOf(text(first), text(last))) {
          const start = parseAddress(prefix.split('/')[0]!).value;
          assert.equal(start, next);
          assert.equal(start % sizeOf(prefix, width), 0n);
          next = start + sizeOf(prefix, width);
        }
        assert.equal(next, last + 1n);
      }),
    );
  }
});

test('blocks are the fewest', () => {
  assert.deepEqual(prefixesOf('0.0.0.0', '255.255.255.255'), ['0.0.0.0/0']);
  assert.deepEqual(prefixesOf('192.0.2.1', '192.0.2.6'), [
    '192.0.2.1/32',
    '192.0.2.2/31',
    '192.0.2.4/31',
    '192.0.2.6/32',
  ]);
  assert.deepEqual(prefixesOf('16777216', '16777471'), ['1.0.0.0/24']);
  assert.deepEqual(prefixesOf('2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'), [
    '2001:0db8:0000:0000:0000:0000:0000:0000/32',
  ]);
});

test('an address is read as it is written', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const { value, width } = parseAddress(text);
      assert.equal(width, 128);
      assert.deepEqual(parseAddress(addressText({ value, width })), { value, width });
    }),
  );
  assert.equal(parseAddress('::ffff:192.0.2.1').value, 0xffffc0000201n);
  assert.equal(parseAddress('2001:db8::1').value, 0x20010db8000000000000000000000001n);
});

test('what is no address, range or block is refused by its text', () => {
  for (const text of ['', 'x', '1.2.3', '1.2.3.256', 'fe80::1%eth0', ':::', '9'.repeat(40)]) {
    assert.throws(() => parseAddress(text), /not an address|larger than an address/, text);
  }
  for (const text of ['192.0.2.0/33', '192.0.2.0/', '192.0.2.0/1/2', '2001:db8::/129', '16777216/8', '/8']) {
    assert.throws(() => parsePrefix(text), /not a CIDR block|not an address/, text);
  }
  assert.throws(() => prefixesOf('192.0.2.2', '192.0.2.1'), /192\.0\.2\.2 is after/);
  assert.throws(() => prefixesOf('192.0.2.2', '2001:db8::'), /two families/);
  assert.throws(() => prefixesOf('1.0.0.0', '99999999999'), /two families/);
  assert.equal(parsePrefix('192.0.2.77/24'), '192.0.2.0/24');
  assert.equal(parsePrefix('192.0.2.77'), '192.0.2.77/32');
});
