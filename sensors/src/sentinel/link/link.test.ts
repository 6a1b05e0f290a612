import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserFingerprints, browserStream } from '../../testing/hello.js';
import { client, client6, connection, ethernet, ipv4, ipv6, server, server6 } from '../../testing/packets.js';
import { run } from '../../testing/run.js';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const before = (header: string) => (packet: Buffer) => Buffer.concat([hex(header), packet]);
const zeros = (count: number): string => '00'.repeat(count);

/** Link type and what stands before an IPv4 packet. */
const carriers: [name: string, linkType: number, wrap: (packet: Buffer) => Buffer][] = [
  ['Ethernet', 1, (packet) => ethernet(packet)],
  ['Ethernet with padding', 1, (packet) => Buffer.concat([ethernet(packet), Buffer.alloc(6, 0x16)])],
  ['VLAN', 1, (packet) => ethernet(packet, hex('8100 0064 0800'))],
  ['QinQ', 1, (packet) => ethernet(packet, hex('88a8 0001 8100 0064 0800'))],
  ['MPLS', 1, (packet) => ethernet(packet, hex('8847 00010040 00020140'))],
  ['PPPoE', 1, (packet) => ethernet(packet, hex('8864 1100 0001 0000 0021'))],
  ['SNAP', 1, (packet) => ethernet(packet, hex('05dc aaaa03 000000 0800'))],
  ['NULL, little-endian', 0, before('02000000')],
  ['LOOP', 108, before('00000002')],
  ['raw IP', 101, (packet) => packet],
  ['raw IPv4', 228, (packet) => packet],
  ['SLL', 113, before(`${zeros(14)} 0800`)],
  ['SLL with VLAN', 113, before(`${zeros(14)} 8100 0064 0800`)],
  ['SLL2', 276, before(`0800 ${zeros(18)}`)],
  ['PPP with HDLC bytes', 9, before('ff03 0021')],
  ['PPP, protocol of one byte', 9, before('21')],
  ['IPv4 in IPv4', 101, (packet) => ipv4(client.address, server.address, 4, packet)],
  ['IPv4 in IPv6', 101, (packet) => ipv6(client6.address, server6.address, 4, packet)],
];

for (const [name, linkType, wrap] of carriers) {
  test(`a hello is found in ${name}`, () => {
    const { events } = run(connection(browserStream, [700]).map(wrap), { linkType });
    assert.deepEqual(
      events.map(({ ja4, src_ip: ip }) => [ja4, ip]),
      [[browserFingerprints.ja4, '192.0.2.7']],
    );
  });
}

test('packets of an unknown link type are counted', () => {
  const { events, sentinel } = run(connection(browserStream), { linkType: 147 });
  assert.equal(events.length, 0);
  assert.equal(sentinel.counters.unknownLink, 2);
});
