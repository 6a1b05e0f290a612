import { Sentinel } from '@ja4-platform/sensors';
import { ACK, SYN, tcpPacket, udpPacket } from './packets.js';
import { cryptoFrame, sealed } from './quic.js';

const rawIp = 101;
const million = 1_000_000;
const noBytes = Buffer.alloc(0);

/** Gives each packet a sender of its own. */
function from(index: number, packet: Buffer): Buffer {
  packet.writeUInt32BE(0x0a000000 + index, 12);
  return packet;
}

const halfOpen = tcpPacket(1, SYN, noBytes);
const behindGap = tcpPacket(5000, ACK, Buffer.alloc(1000, 0x16));
const badInitial = udpPacket(sealed(Buffer.alloc(1150), 0, 0));
const unfinished = udpPacket(sealed(cryptoFrame(500, Buffer.alloc(1100)), 0, 0));

/** Packets of a flood; with bad Initials the destination id, and so the key, is another one each time. */
const floods: Record<string, (index: number) => Buffer> = {
  'half-open connections': (index) => from(index, halfOpen),
  'segments behind a gap': (index) => from(index >> 1, index % 2 ? behindGap : halfOpen),
  'bad QUIC Initials': (index) => {
    badInitial.writeUInt32BE(index, 34);
    return from(index, badInitial);
  },
  'QUIC handshakes that never end': (index) => from(index, unfinished),
};

/** The sentinel's own bounds (docs/sentinel.md), and keys tried on each packet. */
const bounds = {
  flows: 65_536,
  bufferedBytes: 64 * 2 ** 20,
  udpFlows: 16_384,
  udpBufferedBytes: 32 * 2 ** 20,
  keys: 5,
};

/** A million packets of each flood: time for each, keys tried, and what is remembered in the end. */
export function floodResults(log: (line: string) => void): Record<string, { isBounded: boolean }> {
  return Object.fromEntries(
    Object.entries(floods).map(([name, packetOf]) => {
      const sentinel = new Sentinel(() => {});
      const sinceMs = performance.now();
      for (let index = 0; index < million; index += 1) {
        const packet = packetOf(index);
        sentinel.packet(rawIp, index, packet, 0, packet.length);
      }
      const us = Number((((performance.now() - sinceMs) * 1000) / million).toFixed(2));
      const { evictedFlows, unopenedQuic, triedQuicKeys, malformedHellos } = sentinel.counters;
      const counters = { evictedFlows, unopenedQuic, triedQuicKeys, malformedHellos };
      const { remembered } = sentinel;
      const isBounded =
        remembered.flows <= bounds.flows &&
        remembered.bufferedBytes <= bounds.bufferedBytes &&
        remembered.udpFlows <= bounds.udpFlows &&
        remembered.udpBufferedBytes <= bounds.udpBufferedBytes &&
        triedQuicKeys <= bounds.keys * million;
      const result = { isBounded, packets: million, us_per_packet: us, counters, remembered };
      log(`${name}: ${JSON.stringify(result)}`);
      return [name, result];
    }),
  );
}
