import type { DtlsClient } from '../dtls/dtls-client.js';
import { Flow, type Ports } from '../flow/flow.js';
import { ipFacts, type IpFacts } from '../ip/facts.js';
import type { Packet } from '../packet.js';
import type { QuicClient } from '../quic/quic-client.js';

/** The datagrams of one direction that carry handshakes. */
export class UdpFlow extends Flow {
  readonly syn = null;
  dtls: DtlsClient | null = null;
  quic: QuicClient | null = null;

  constructor(
    hash: number,
    packet: Packet,
    addresses: Uint8Array,
    { sourcePort, destinationPort }: Ports,
    readonly ip: IpFacts = ipFacts(packet),
  ) {
    super(hash, packet.ipVersion, addresses, sourcePort, destinationPort);
  }

  get bufferedBytes(): number {
    return (this.dtls?.bufferedBytes ?? 0) + (this.quic?.bufferedBytes ?? 0);
  }
}
