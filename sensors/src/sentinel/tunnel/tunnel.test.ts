import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserFingerprints, browserStream } from '../../testing/hello.js';
import { client, client6, connection, ethernet, ipv4, ipv6, server, server6 } from '../../testing/packets.js';
import { run } from '../../testing/run.js';
import { udpPacket } from '../../testing/udp.js';

const outer = { address: Buffer.from([10, 9, 9, 1]), port: 40_000 };
const end = (port: number) => ({ address: Buffer.from([10, 9, 9, 2]), port });
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const inUdp = (port: number, header: string) => (inner: Buffer) =>
  udpPacket(Buffer.concat([hex(header), inner]), outer, end(port));
const inIp = (protocol: number, header: string) => (inner: Buffer) =>
  ipv4(outer.address, end(0).address, protocol, Buffer.concat([hex(header), inner]));
const frame = (wrap: (inner: Buffer) => Buffer) => (packet: Buffer) => wrap(ethernet(packet));
const tagged = (wrap: (inner: Buffer) => Buffer) => (packet: Buffer) => wrap(ethernet(packet, hex('8100 0064 0800')));

/** How each tunnel wraps an IPv4 packet. */
const tunnels: [name: string, wrap: (packet: Buffer) => Buffer][] = [
  ['GRE', inIp(47, '0000 0800')],
  ['GRE with checksum', inIp(47, '8000 0800 abcd0000')],
  ['GRE with checksum, key and sequence', inIp(47, 'b000 0800 abcd0000 00000007 00000001')],
  ['GRE with Ethernet', frame(inIp(47, '0000 6558'))],
  ['NVGRE with VLAN', tagged(inIp(47, '2000 6558 00112233'))],
  ['GRE with MPLS', inIp(47, '0000 8847 00010140')],
  ['PPTP', inIp(47, '3081 880b 00300001 00000001 00000002 ff03 0021')],
  ['ERSPAN I', frame(inIp(47, '0000 88be'))],
  ['ERSPAN II', frame(inIp(47, '1000 88be 00000001 1000006400000000'))],
  ['ERSPAN III', frame(inIp(47, '1000 22eb 00000001 200000640000000000000000'))],
  ['ERSPAN III with platform header', frame(inIp(47, '1000 22eb 00000001 200000640000000000000001 0000000000000000'))],
  ['VXLAN', frame(inUdp(4789, '08000000 00303900'))],
  ['VXLAN with VLAN, policy and the old port', tagged(inUdp(8472, '88000001 00303900'))],
  ['VXLAN-GPE with IPv4', inUdp(4790, '0c000001 00303900')],
  ['VXLAN-GPE with Ethernet', frame(inUdp(4790, '0c000003 00303900'))],
  ['Geneve', frame(inUdp(6081, '00006558 00303900'))],
  ['Geneve with options', frame(inUdp(6081, '02406558 00303900 0102800100000000'))],
  ['Geneve with IPv4', inUdp(6081, '00000800 00303900')],
  ['GTP-U', inUdp(2152, '30ff0100 00000001')],
  ['GTP-U with sequence', inUdp(2152, '32ff0100 00000001 00010000')],
  ['GTP-U with extension headers', inUdp(2152, '34ff0100 00000001 00000085 01000085 01000000')],
  ['EtherIP', frame(inIp(97, '3000'))],
  ['MPLS in IP', inIp(137, '00010140')],
  ['Ethernet over MPLS in IP', frame(inIp(137, '00010140 00000000'))],
  ['authentication header', inIp(51, '04040000 00000001 00000001 000000000000000000000000')],
  ['IPv4 in IPv6', (packet) => ipv6(client6.address, server6.address, 4, packet)],
];

const found = (packets: Buffer[]): [string, string][] => run(packets).events.map(({ ja4, src_ip: ip }) => [ja4, ip]);

for (const [name, wrap] of tunnels) {
  test(`a hello is found in ${name}`, () => {
    assert.deepEqual(found(connection(browserStream, [700]).map(wrap)), [[browserFingerprints.ja4, '192.0.2.7']]);
  });
}

test('IPv6 in IPv4, in Teredo with and without indications', () => {
  const wraps = [
    inIp(41, ''),
    inUdp(3544, ''),
    inUdp(3544, '0000 1234 c0000207'),
    inUdp(3544, '0001 02 01 aabb cc 1122334455667788 00 0000 1234 c0000207'),
  ];
  for (const wrap of wraps) {
    const packets = connection(browserStream, [700], 1000, client6, server6).map(wrap);
    assert.deepEqual(found(packets), [[browserFingerprints.ja4, '2001:db8::7']]);
  }
  const fromRelay = (packet: Buffer) => udpPacket(packet, { ...outer, port: 3544 }, end(50_000));
  const packets = connection(browserStream, [700], 1000, client6, server6).map(fromRelay);
  assert.deepEqual(found(packets), [[browserFingerprints.ja4, '2001:db8::7']]);
});

test('one tunnel in another, and fragments inside and outside', () => {
  const [, vxlan = (packet: Buffer) => packet] = tunnels.find(([name]) => name === 'VXLAN') ?? [];
  const [, gre = (packet: Buffer) => packet] = tunnels.find(([name]) => name === 'GRE') ?? [];
  const fragmented = (packet: Buffer): Buffer[] => {
    const payload = packet.subarray(20);
    const [from, to, protocol] = [packet.subarray(12, 16), packet.subarray(16, 20), packet[9] ?? 0];
    return [
      ipv4(from, to, protocol, payload.subarray(0, 80), 0x2000),
      ipv4(from, to, protocol, payload.subarray(80), 10),
    ];
  };
  const [syn = Buffer.alloc(0), hello = syn] = connection(browserStream);
  const expected = [[browserFingerprints.ja4, '192.0.2.7']];
  assert.deepEqual(found([syn, hello].map((packet) => vxlan(gre(packet)))), expected);
  assert.deepEqual(found([syn, ...fragmented(hello)].map(vxlan)), expected);
  assert.deepEqual(found([syn, ...fragmented(vxlan(hello))]), expected);
});

test('tunnels nested without end are given up and counted', () => {
  let packet = connection(browserStream)[1] ?? Buffer.alloc(0);
  for (let depth = 0; depth < 20; depth += 1) packet = ipv4(client.address, server.address, 4, packet);
  const { events, sentinel } = run([packet]);
  assert.deepEqual([events.length, sentinel.counters.malformedPackets], [0, 1]);
});

test('every shortened tunnel is harmless, and what carries no IP is not malformed', () => {
  for (const [, wrap] of tunnels) {
    const whole = wrap(connection(browserStream)[1] ?? Buffer.alloc(0));
    for (let length = 0; length < 120; length += 1) run([whole.subarray(0, length)]);
  }
  const arp = Buffer.concat([Buffer.alloc(12, 2), hex('0806'), Buffer.alloc(28)]);
  const { sentinel } = run([inUdp(4789, '08000000 00303900')(arp), inIp(47, '0000 0806')(arp)]);
  assert.equal(sentinel.counters.malformedPackets, 0);
});
