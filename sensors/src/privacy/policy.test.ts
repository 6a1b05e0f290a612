import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { hashedAddress, plainAddress, truncatedAddress } from './address.js';
import { Policy, PolicyCounters, type PolicySettings } from './policy.js';

const everything: PolicySettings = {
  include: undefined,
  exclude: undefined,
  samplePercent: 100,
  addresses: 'keep',
  addressKey: '',
  queryStrings: 'keep',
};

const policy = (settings: Partial<PolicySettings>, counters = new PolicyCounters()): Policy =>
  new Policy({ ...everything, ...settings }, counters);

const event = {
  src_ip: '198.51.100.7',
  src_port: 4711,
  client_ip: '2001:db8:1:2::9',
  dst_ip: '192.0.2.1',
  dst_port: 443,
  query: 'token=secret',
  headers: [
    ['X-Forwarded-For', '203.0.113.77'],
    ['Referer', 'https://a.example/p?q=secret#f'],
    ['Accept', '*/*'],
  ],
};

test('by default an event stays as it is', () => {
  assert.deepEqual(policy({}).apply(event), event);
});

test('clients are included and excluded by address and network, the client behind a proxy by its own', () => {
  const counters = new PolicyCounters();
  const isSent = (settings: Partial<PolicySettings>, fields = {}): boolean =>
    policy(settings, counters).apply({ ...event, ...fields }) !== null;
  assert.ok(isSent({ exclude: ['198.51.100.0/24'] }));
  assert.ok(!isSent({ exclude: ['2001:db8:1::/48'] }));
  assert.ok(!isSent({ exclude: ['198.51.100.7'] }, { client_ip: undefined }));
  assert.ok(!isSent({ exclude: ['198.51.100.7'] }, { client_ip: '::ffff:198.51.100.7' }));
  assert.ok(!isSent({ include: ['192.0.2.0/24'] }));
  assert.ok(isSent({ include: ['192.0.2.0/24', '2001:db8::/32'] }));
  assert.ok(!isSent({ include: ['2001:db8::/32'], exclude: ['2001:db8:1:2::9'] }));
  assert.equal(counters.excluded, 5);
});

test('truncated and hashed addresses leave neither the fields nor the headers that tell them', () => {
  for (const [addresses, source, clientIp] of [
    ['truncate', '198.51.100.0', '2001:db8:1::'],
    ['hash', hashedAddress('198.51.100.7', 'k'.repeat(16)), hashedAddress('2001:db8:1:2::9', 'k'.repeat(16))],
  ] as const) {
    const sent = policy({ addresses, addressKey: 'k'.repeat(16) }).apply(event)!;
    assert.deepEqual([sent.src_ip, sent.client_ip, sent.dst_ip], [source, clientIp, '192.0.2.1']);
    assert.deepEqual((sent.headers as string[][])[0], ['X-Forwarded-For', '[withheld]']);
    assert.ok(!/203\.0\.113|198\.51\.100\.7|::9/.test(JSON.stringify(sent)));
  }
});

test('dropped query strings are in no field', () => {
  const sent = policy({ queryStrings: 'drop' }).apply(event)!;
  assert.equal(sent.query, '');
  assert.deepEqual((sent.headers as string[][])[1], ['Referer', 'https://a.example/p']);
  assert.ok(!JSON.stringify(sent).includes('secret'));
});

test('a sample holds whole connections, about as many as asked for', () => {
  const counters = new PolicyCounters();
  const sampling = policy({ samplePercent: 10 }, counters);
  let sent = 0;
  for (let port = 1; port <= 20_000; port += 1) {
    const handshake = sampling.apply({ src_ip: '192.0.2.7', src_port: port, dst_ip: '192.0.2.1', dst_port: 443 });
    const request = sampling.apply({ ...event, src_ip: '::ffff:192.0.2.7', src_port: port });
    assert.equal(handshake === null, request === null);
    if (handshake) sent += 1;
  }
  assert.ok(sent > 1700 && sent < 2300, `${sent} of 20000`);
  assert.equal(counters.notSampled, 2 * (20_000 - sent));
});

test('addresses: the zone and the v4-mapped form go; prefixes stay; pseudonyms are addresses', () => {
  assert.equal(plainAddress('fe80::1%eth0'), 'fe80::1');
  assert.equal(plainAddress('::FFFF:192.0.2.1'), '192.0.2.1');
  assert.equal(plainAddress('::ffff:c000:201'), '::ffff:c000:201');
  assert.equal(truncatedAddress('nonsense'), '::');
  assert.notEqual(hashedAddress('192.0.2.1', 'a'), hashedAddress('192.0.2.1', 'b'));
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      assert.equal(truncatedAddress(address), `${address.split('.').slice(0, 3).join('.')}.0`);
    }),
  );
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      assert.equal(isIP(truncatedAddress(address)), 6, truncatedAddress(address));
      assert.equal(truncatedAddress(truncatedAddress(address)), truncatedAddress(address));
      assert.equal(isIP(hashedAddress(address, 'key')), 6);
    }),
  );
});
