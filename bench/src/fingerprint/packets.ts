import { pcapHeader } from '../traffic/pcap-writer.js';

const segmentBytes = 1400;
const usualPackets = 10;
/** Connections that are open at the same time. */
const wave = 512;
const blockBytes = 1024 * 1024;
/** Longest packet with its record header. */
const room = 16 + 14 + 40 + 32 + segmentBytes;

const SYN = 0x02;
const ACK = 0x10;
/** MSS 1460, SACK permitted, timestamps, window scale 7. */
const synOptions = Buffer.from('020405b40402080a000000010000000001030307', 'hex');
const noOptions = Buffer.alloc(0);
const noPayload = Buffer.alloc(0);
const applicationData = Buffer.alloc(segmentBytes, 0x17);
/** A record with a ServerHello in it, and what follows. */
const serverHello = Buffer.concat([Buffer.from('1603030573020000', 'hex'), applicationData.subarray(8)]);
const request = Buffer.alloc(217, 0x17);

export interface ConnectionShape {
  /** 10 when absent. */
  readonly packets?: number;
  /** What follows the ten: data of the server and acknowledgements in turn when absent, or an upload, all the client's. */
  readonly dataFrom?: 'server' | 'client';
}

/**
 * A capture of `connections` connections of ten packets each, as blocks of about a megabyte that end between packets: SYN,
 * SYN-ACK, ACK, the hello (two segments where it needs them), data in full segments, acknowledgements and
 * a request. 512 connections run at once, one in five over IPv6. A block is valid until the next one is taken.
 *
 * @param records TLS records with one hello each; their random is overwritten with the connection's number.
 */
export function* captureBlocks(
  records: Buffer[],
  connections: number,
  { packets = usualPackets, dataFrom = 'server' }: ConnectionShape = {},
): Generator<Buffer> {
  const writer = new PacketWriter();
  yield pcapHeader();
  for (let first = 0; first < connections; first += wave) {
    const end = Math.min(first + wave, connections);
    for (let step = 0; step < packets; step++) {
      for (let connection = first; connection < end; connection++) {
        writePacket(writer, connection, step, records[connection % records.length] ?? noPayload, dataFrom === 'client');
        if (writer.length > blockBytes - room) yield writer.take();
      }
    }
  }
  yield writer.take();
}

function writePacket(writer: PacketWriter, connection: number, step: number, record: Buffer, isUpload: boolean): void {
  const isLong = record.length > segmentBytes;
  const helloEnd = 1001 + record.length;
  switch (step) {
    case 0:
      return writer.packet(connection, true, 1000, SYN, synOptions, noPayload);
    case 1:
      return writer.packet(connection, false, 5000, SYN | ACK, synOptions, noPayload);
    case 3:
      record.writeUInt32BE(connection, 11);
      return writer.packet(connection, true, 1001, ACK, noOptions, record.subarray(0, segmentBytes));
    case 4:
      if (!isLong) return writer.packet(connection, false, 5001, ACK, noOptions, noPayload);
      return writer.packet(connection, true, 1001 + segmentBytes, ACK, noOptions, record.subarray(segmentBytes));
    case 5:
    case 6:
    case 9:
      return writer.packet(
        connection,
        false,
        5001 + segmentBytes * (step - 5),
        ACK,
        noOptions,
        step === 5 ? serverHello : applicationData,
      );
    case 8:
      return writer.packet(connection, true, helloEnd, ACK, noOptions, request);
    default:
      if (step >= usualPackets && (isUpload || step % 2 === 0)) {
        const sequence = (isUpload ? helloEnd + request.length : 5001) + segmentBytes * (step - 5);
        return writer.packet(connection, isUpload, sequence, ACK, noOptions, applicationData);
      }
      return writer.packet(connection, true, step < 3 ? 1001 : helloEnd, ACK, noOptions, noPayload);
  }
}

class PacketWriter {
  length = 0;
  private readonly block = Buffer.alloc(blockBytes);
  private written = 0;

  take(): Buffer {
    const whole = this.block.subarray(0, this.length);
    this.length = 0;
    return whole;
  }

  packet(
    connection: number,
    fromClient: boolean,
    sequence: number,
    flags: number,
    options: Buffer,
    payload: Buffer,
  ): void {
    const { block } = this;
    const isIpv6 = connection % 5 === 0;
    const tcpBytes = 20 + options.length + payload.length;
    const frameBytes = 14 + (isIpv6 ? 40 : 20) + tcpBytes;
    const timeUs = 1_700_000_000_000_000 + 3 * this.written++;
    let at = this.length;
    at = block.writeUInt32LE(Math.floor(timeUs / 1e6), at);
    at = block.writeUInt32LE(timeUs % 1e6, at);
    at = block.writeUInt32LE(frameBytes, at);
    at = block.writeUInt32LE(frameBytes, at);
    block.fill(0, at, at + 14 + 40);
    at = block.writeUInt16BE(isIpv6 ? 0x86dd : 0x0800, at + 12);
    at = isIpv6 ? this.ipv6(at, tcpBytes, connection, fromClient) : this.ipv4(at, tcpBytes, connection, fromClient);
    const clientPort = 1024 + (Math.floor(connection / 60_000) % 60_000);
    at = block.writeUInt16BE(fromClient ? clientPort : 443, at);
    at = block.writeUInt16BE(fromClient ? 443 : clientPort, at);
    at = block.writeUInt32BE(sequence, at);
    at = block.writeUInt32BE(0, at);
    at = block.writeUInt16BE((((20 + options.length) / 4) << 12) | flags, at);
    at = block.writeUInt16BE(64_240, at);
    at = block.writeUInt32BE(0, at);
    at += options.copy(block, at);
    at += payload.copy(block, at);
    this.length = at;
  }

  private ipv4(at: number, tcpBytes: number, connection: number, fromClient: boolean): number {
    const { block } = this;
    block.writeUInt16BE(0x4500, at);
    block.writeUInt16BE(20 + tcpBytes, at + 2);
    block.writeUInt16BE(connection & 0xffff, at + 4);
    block.writeUInt32BE(0x40004006, at + 6);
    block.writeUInt32BE(0xc6120000 + (connection % 60_000), at + (fromClient ? 12 : 16));
    block.writeUInt32BE(0xc000020a, at + (fromClient ? 16 : 12));
    return at + 20;
  }

  private ipv6(at: number, tcpBytes: number, connection: number, fromClient: boolean): number {
    const { block } = this;
    block.writeUInt32BE(0x60000000, at);
    block.writeUInt16BE(tcpBytes, at + 4);
    block.writeUInt16BE(0x0640, at + 6);
    const client = at + (fromClient ? 8 : 24);
    const server = at + (fromClient ? 24 : 8);
    block.writeUInt32BE(0x20010db8, client);
    block.writeUInt32BE(1000 + (connection % 60_000), client + 12);
    block.writeUInt32BE(0x20010db8, server);
    block.writeUInt32BE(10, server + 12);
    return at + 40;
  }
}
