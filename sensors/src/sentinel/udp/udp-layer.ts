import type { Counters } from '../counters.js';
import { DtlsClient } from '../dtls/dtls-client.js';
import { findClientRecord } from '../dtls/record.js';
import { FlowTable } from '../flow/flow-table.js';
import type { Limits } from '../limits.js';
import type { Packet } from '../packet.js';
import { initialPackets, mayBeLongHeader } from '../quic/long-header.js';
import { QuicClient } from '../quic/quic-client.js';
import type { HelloReport } from '../report.js';
import { Datagram } from './datagram.js';
import { UdpFlow } from './udp-flow.js';

/** Finds the datagrams that carry handshakes, by their first bytes and on any port; others cost that look and nothing else. */
export class UdpLayer {
  readonly flows: FlowTable<UdpFlow>;
  private readonly datagram = new Datagram();

  constructor(
    private readonly report: HelloReport,
    limits: Limits,
    private readonly counters: Counters,
  ) {
    this.flows = new FlowTable(
      (hash, packet, addresses, ports) => new UdpFlow(hash, packet, addresses, ports),
      { flows: limits.udpFlows, bufferedBytes: limits.udpBufferedBytes },
      counters,
    );
  }

  /** Takes a packet whose offset is at its UDP header. */
  packet(packet: Packet): void {
    const { datagram } = this;
    if (!datagram.read(packet)) {
      this.counters.malformedPackets += 1;
      return;
    }
    const { payload, end } = datagram;
    if (mayBeLongHeader(packet.bytes, payload, end)) return this.quic(packet, payload, end);
    const record = findClientRecord(packet.bytes, payload, end);
    if (record >= 0) this.dtls(packet, record, end);
  }

  private quic(packet: Packet, start: number, end: number): void {
    const initials = initialPackets(packet.bytes, start, end);
    if (initials.length === 0) return;
    const flow = this.flowOf(packet);
    flow.quic ??= new QuicClient(flow, this.report, this.counters);
    for (const initial of initials) flow.quic.packet(packet.bytes, initial);
    this.flows.settle(flow);
  }

  private dtls(packet: Packet, start: number, end: number): void {
    const flow = this.flowOf(packet);
    flow.dtls ??= new DtlsClient(flow, this.report, this.counters);
    flow.dtls.datagram(packet.bytes, start, end);
    this.flows.settle(flow);
  }

  private flowOf(packet: Packet): UdpFlow {
    const flow = this.flows.flowOf(packet, this.datagram);
    flow.frame = packet.frame;
    flow.timeUs = packet.timeUs;
    return flow;
  }
}
