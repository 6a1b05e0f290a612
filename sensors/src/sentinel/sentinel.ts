import type { PacketSink } from './capture/capture.js';
import { Counters } from './counters.js';
import { tlsEvent, type SeenHello, type TlsEvent } from './event.js';
import type { Flow } from './flow/flow.js';
import { Fragments } from './ip/fragments.js';
import { ipPayload } from './ip/ip.js';
import { defaultLimits, type Limits } from './limits.js';
import { isKnownLinkType, linkPayload } from './link/link.js';
import { Packet } from './packet.js';
import { TcpLayer } from './tcp/tcp-layer.js';
import { parseClientHello, type ClientHello } from './tls/client-hello.js';
import { UdpLayer } from './udp/udp-layer.js';

const tcp = 6;
const udp = 17;

/** Receives each event with the number of the packet that completed its hello. */
export type EventSink = (event: TlsEvent, frame: number) => void;

/** Packets in, TLS events out: the same for files and for live capture. */
export class Sentinel implements PacketSink {
  readonly counters = new Counters();
  private readonly current = new Packet();
  private readonly fragments: Fragments;
  private readonly tcp: TcpLayer;
  private readonly udp: UdpLayer;

  constructor(
    private readonly onEvent: EventSink,
    limits: Limits = defaultLimits,
  ) {
    const report = this.report.bind(this);
    this.fragments = new Fragments(limits, this.counters);
    this.tcp = new TcpLayer(report, limits, this.counters);
    this.udp = new UdpLayer(report, limits, this.counters);
  }

  packet(linkType: number, timeUs: number, bytes: Uint8Array, start: number, end: number): void {
    const { current, counters } = this;
    counters.packets += 1;
    current.frame = counters.packets;
    current.timeUs = timeUs;
    current.bytes = bytes;
    current.offset = start;
    current.end = end;
    current.nesting = 0;
    if (!linkPayload(current, linkType)) {
      if (!isKnownLinkType(linkType)) counters.unknownLink += 1;
      return;
    }
    const result = ipPayload(current, this.fragments);
    if (result === 'malformed') counters.malformedPackets += 1;
    if (result !== 'payload') return;
    if (current.protocol === tcp) this.tcp.packet(current);
    else if (current.protocol === udp) this.udp.packet(current);
  }

  /** What is remembered now; see {@link Limits} for the bounds. */
  get remembered() {
    const { fragments, tcp, udp } = this;
    return {
      flows: tcp.flows.size,
      bufferedBytes: tcp.flows.bookedBytes,
      udpFlows: udp.flows.size,
      udpBufferedBytes: udp.flows.bookedBytes,
      datagrams: fragments.size,
      datagramBytes: fragments.bufferedBytes,
    };
  }

  /** Reads what is still waiting when no more packets will come. */
  flush(): void {
    this.tcp.flush();
  }

  private report(flow: Flow, seen: Omit<SeenHello, 'hello'>): ClientHello | null {
    const hello = parseClientHello(seen.message.subarray(4), seen.transport);
    if (!hello) {
      this.counters.malformedHellos += 1;
      return null;
    }
    this.counters.hellos += 1;
    this.onEvent(tlsEvent(flow, { ...seen, hello }), flow.frame);
    return hello;
  }
}
