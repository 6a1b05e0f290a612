import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { writeMmdb } from '../testing/mmdb-writer.js';
import { ListFileError, type PrefixEntry } from './entries.js';
import { isMmdb, mmdbEntries, mmdbTime } from './mmdb.js';

const google = { autonomous_system_number: 15169, autonomous_system_organization: 'Google LLC' };
const six = '2001:0db8:0000:0000:0000:0000:0000:0000';

const read = (kind: 'asn' | 'country', file: Buffer): PrefixEntry[] =>
  [...mmdbEntries(kind, file)].filter((entry) => entry !== undefined);

test('networks of a file of IPv6, IPv4 once although it is linked three times more', () => {
  for (const recordSize of [24, 28, 32] as const) {
    const file = writeMmdb(
      { '8.8.8.0/24': google, '2001:db8::/32': { asn: 'AS64496', as_name: 'Six' } },
      6,
      recordSize,
    );
    assert.ok(isMmdb(file));
    assert.deepEqual(read('asn', file), [
      { prefix: '8.8.8.0/24', asn: 15169, name: 'Google LLC' },
      { prefix: `${six}/32`, asn: 64496, name: 'Six' },
    ]);
    assert.equal(mmdbTime(file).toISOString(), '2026-11-20T00:00:00.000Z');
  }
});

test('countries as MaxMind and IPinfo write them, IPv4 alone', () => {
  const file = writeMmdb(
    { '192.0.2.0/25': { country: { iso_code: 'NL' } }, '192.0.2.128/25': { country: 'France', country_code: 'FR' } },
    4,
    24,
  );
  assert.deepEqual(read('country', file), [
    { prefix: '192.0.2.0/25', asn: 0, name: 'NL' },
    { prefix: '192.0.2.128/25', asn: 0, name: 'FR' },
  ]);
  assert.deepEqual(read('asn', file), []);
  assert.equal([...mmdbEntries('asn', file)].length, [...mmdbEntries('country', file)].length);
});

test('a damaged file is refused, and never read for ever', () => {
  const file = writeMmdb({ '8.8.8.0/24': google, '2001:db8::/32': google }, 6, 24);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), (changes) => {
      const damaged = Buffer.from(file);
      for (const [at, byte] of changes) damaged[at] = byte;
      try {
        for (const entry of read('asn', damaged)) assert.match(entry.prefix, /^[0-9a-f.:]+\/\d+$/);
      } catch (error) {
        assert.ok(error instanceof ListFileError, String(error));
      }
    }),
    { numRuns: 1000 },
  );
});
