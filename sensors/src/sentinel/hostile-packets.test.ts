import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserStream } from '../testing/hello.js';
import { client, connection, ethernet, ipv4, ipv6, client6, server, server6 } from '../testing/packets.js';
import { defaultLimits } from './limits.js';
import { Sentinel } from './sentinel.js';

const rawIp = 101;
const ethernetLink = 1;
const [, hello = Buffer.alloc(0)] = connection(browserStream);

/** What the sentinel finds in one packet: hellos, and packets given up. */
function found(bytes: Buffer, linkType: number): [hellos: number, malformed: number] {
  const sentinel = new Sentinel(() => {});
  sentinel.packet(linkType, 0, bytes, 0, bytes.length);
  return [sentinel.counters.hellos, sentinel.counters.malformedPackets];
}

test('tunnels within tunnels are followed six deep', () => {
  const nested = (depth: number): Buffer => {
    let packet = hello;
    for (let level = 1; level < depth; level += 1) packet = ipv4(client.address, server.address, 4, packet);
    return packet;
  };
  assert.deepEqual(found(nested(6), rawIp), [1, 0]);
  assert.deepEqual(found(nested(7), rawIp), [0, 1]);
  assert.deepEqual(found(nested(1000), rawIp), [0, 1]);
});

test('pseudowires within pseudowires are followed as deep, however large the packet', () => {
  // Label 1, bottom of the stack, and an empty control word.
  const pseudowire = Buffer.from('884700001140' + '00000000', 'hex');
  const nested = (depth: number): Buffer => {
    let frame = ethernet(hello);
    for (let level = 0; level < depth; level += 1) frame = ethernet(frame, pseudowire);
    return frame;
  };
  assert.deepEqual(found(nested(5), ethernetLink), [1, 0]);
  assert.deepEqual(found(nested(6), ethernetLink), [0, 1]);
  const header = ethernet(Buffer.alloc(0), pseudowire);
  const full = Buffer.concat(Array<Buffer>(Math.floor(262_144 / header.length)).fill(header));
  assert.deepEqual(found(full, ethernetLink), [0, 0]);
});

test('VLAN tags, MPLS labels and extension headers without end', () => {
  const tags = Buffer.concat([
    Buffer.from('8100', 'hex'),
    Buffer.concat(Array(60_000).fill(Buffer.from('00018100', 'hex'))),
  ]);
  assert.deepEqual(found(ethernet(hello, tags), ethernetLink), [0, 0]);
  const labels = Buffer.concat([Buffer.from('8847', 'hex'), Buffer.alloc(240_000)]);
  assert.deepEqual(found(ethernet(Buffer.alloc(0), labels), ethernetLink), [0, 0]);
  const options = Buffer.concat(Array(8000).fill(Buffer.from('3c00000000000000', 'hex')));
  assert.deepEqual(found(ipv6(client6.address, server6.address, 60, options), rawIp), [0, 1]);
});

test('fragments of datagrams that never become whole: the last ones are kept, the others counted', () => {
  const sentinel = new Sentinel(() => {});
  const count = 10_000;
  const fragment = ipv4(client.address, server.address, 17, Buffer.alloc(1480), 0x2001);
  for (let index = 0; index < count; index += 1) {
    fragment.writeUInt16BE(index, 4);
    sentinel.packet(rawIp, 0, fragment, 0, fragment.length);
    const { datagrams, datagramBytes } = sentinel.remembered;
    assert.ok(datagrams <= defaultLimits.datagrams && datagramBytes <= datagrams * (1480 + 320));
  }
  assert.equal(sentinel.remembered.datagrams, defaultLimits.datagrams);
  assert.equal(sentinel.counters.droppedDatagrams, count - defaultLimits.datagrams);
});

test('a datagram in thousands of fragments is given up, and takes no more than its bound before', () => {
  const sentinel = new Sentinel(() => {});
  for (let index = 0; index < 4000; index += 1) {
    const fragment = ipv4(client.address, server.address, 17, Buffer.alloc(8), 0x2000 | (2 * index + 1));
    sentinel.packet(rawIp, 0, fragment, 0, fragment.length);
    assert.ok(sentinel.remembered.datagramBytes <= 230_000);
  }
  assert.equal(sentinel.counters.droppedDatagrams, Math.floor(4000 / 513));
});

test('overlapping fragments with other content: the first to arrive wins', () => {
  const payload = hello.subarray(20);
  const part = (content: Buffer, from: number, to: number, more: boolean): Buffer =>
    ipv4(client.address, server.address, 6, content.subarray(from, to), (more ? 0x2000 : 0) | (from / 8));
  const lie = Buffer.alloc(payload.length, 0x16);
  const sentinel = new Sentinel(() => {});
  const fragments = [
    part(payload, 400, 800, true),
    part(lie, 408, 800, true),
    part(payload, 0, 400, true),
    part(lie, 0, 800, true),
    part(payload, 800, payload.length, false),
  ];
  for (const fragment of fragments) sentinel.packet(rawIp, 0, fragment, 0, fragment.length);
  assert.deepEqual([sentinel.counters.hellos, sentinel.counters.reassembledDatagrams], [1, 1]);
});
