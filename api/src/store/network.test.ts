import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { aggregated, networkTexts, parseNetwork, subtract, type Network } from './network.js';

const small = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 24, max: 32 }))
  .map(([octet, bits]) => parseNetwork(`192.0.2.${octet}/${bits}`));
const addressesOf = (networks: readonly Network[]): Set<bigint> => {
  const all = new Set<bigint>();
  for (const { first, last } of networks) for (let each = first; each <= last; each++) all.add(each);
  return all;
};

test('a network is written as people write it', () => {
  const written: [string, string][] = [
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7/24', '192.0.2.0/24'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
    ['::FFFF:c000:207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
    ['::ffff:0:0/95', '::fffe:0:0/95'],
    ['::192.0.2.7', '::c000:207'],
    ['2001:0DB8:0:0::7', '2001:db8::7'],
    ['2001:db8:1:2:3::/64', '2001:db8:1:2::/64'],
    ['::/0', '::/0'],
    ['0.0.0.0/0', '0.0.0.0/0'],
  ];
  for (const [text, expected] of written) assert.deepEqual(networkTexts(parseNetwork(text)), [expected], text);
});

test('what is no network is refused', () => {
  for (const text of ['', 'x', '1.2.3', '1.2.3.4/33', '1.2.3.4/', 'fe80::1%eth0', '::ffff:1.2.3.4/129', '4711']) {
    assert.throws(() => parseNetwork(text), Error, text);
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        assert.ok(networkTexts(parseNetwork(text)).length === 1);
      } catch (error) {
        assert.ok(error instanceof Error && !(error instanceof assert.AssertionError));
      }
    }),
  );
});

test('aggregation and subtraction hold exactly the addresses that they should', () => {
  fc.assert(
    fc.property(fc.array(small, { maxLength: 12 }), small, (networks, network) => {
      const joined = aggregated(networks);
      assert.deepEqual(addressesOf(joined), addressesOf(networks));
      assert.ok(joined.every((each, index) => index === 0 || each.first > joined[index - 1]!.last + 1n));
      const rest = subtract(network, joined);
      const held = addressesOf(networks);
      const expected = new Set([...addressesOf([network])].filter((address) => !held.has(address)));
      assert.deepEqual(addressesOf(rest), expected);
      assert.deepEqual(addressesOf(rest.flatMap(networkTexts).map(parseNetwork)), expected);
    }),
  );
});

test('the families stay apart', () => {
  const allowed = aggregated(['::/0', '192.0.2.0/25'].map(parseNetwork));
  assert.deepEqual(subtract(parseNetwork('192.0.2.0/24'), allowed).flatMap(networkTexts), ['192.0.2.128/25']);
  assert.deepEqual(subtract(parseNetwork('2001:db8::/32'), allowed), []);
});
