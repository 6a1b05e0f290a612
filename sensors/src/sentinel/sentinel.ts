import type { PacketSink } from './capture/capture.js';
import { Counters } from './counters.js';
import { tlsEvent, type TlsEvent } from './event.js';
import { Fragments } from './ip/fragments.js';
import { ipPayload } from './ip/ip.js';
import { defaultLimits, type Limits } from './limits.js';
import { isKnownLinkType, linkPayload } from './link/link.js';
import { Packet } from './packet.js';
import { FlowTable } from './tcp/flow-table.js';
import type { Flow } from './tcp/flow.js';
import { Segment } from './tcp/segment.js';
import { ClientStream } from './tcp/stream.js';
import { synFacts } from './tcp/syn.js';
import { extension, parseClientHello } from './tls/client-hello.js';
import { HelloReader } from './tls/hello-reader.js';

const tcp = 6;

/** Receives each event with the number of the packet that completed its hello. */
export type EventSink = (event: TlsEvent, frame: number) => void;

/** Packets in, TLS events out: the same for files and for live capture. */
export class Sentinel implements PacketSink {
  readonly counters = new Counters();
  private readonly current = new Packet();
  private readonly segment = new Segment();
  private readonly fragments: Fragments;
  private readonly flows: FlowTable;

  constructor(
    private readonly onEvent: EventSink,
    private readonly limits: Limits = defaultLimits,
  ) {
    this.fragments = new Fragments(limits, this.counters);
    this.flows = new FlowTable(limits, this.counters);
  }

  packet(linkType: number, timeUs: number, bytes: Uint8Array, start: number, end: number): void {
    const { current, counters } = this;
    counters.packets += 1;
    current.frame = counters.packets;
    current.timeUs = timeUs;
    current.bytes = bytes;
    current.offset = start;
    current.end = end;
    if (!linkPayload(current, linkType)) {
      if (!isKnownLinkType(linkType)) counters.unknownLink += 1;
      return;
    }
    const result = ipPayload(current, this.fragments);
    if (result === 'malformed') counters.malformedPackets += 1;
    if (result === 'payload' && current.protocol === tcp) this.tcp();
  }

  /** What is remembered now; see {@link Limits} for the bounds. */
  get remembered(): { flows: number; bufferedBytes: number } {
    return { flows: this.flows.size, bufferedBytes: this.flows.bookedBytes };
  }

  /** Reads what is still waiting when no more packets will come. */
  flush(): void {
    for (const flow of this.flows) {
      flow.stream?.flush();
      this.flows.settle(flow);
    }
  }

  private tcp(): void {
    const { current, segment } = this;
    if (!segment.read(current)) {
      this.counters.malformedPackets += 1;
      return;
    }
    const hasPayload = segment.payload < current.end;
    if (!hasPayload && !segment.opens) return;
    const flow = this.flows.flowOf(current, segment);
    flow.frame = current.frame;
    flow.timeUs = current.timeUs;
    if (segment.opens) this.open(flow);
    if (!hasPayload) return;
    flow.stream ??= this.streamOf(flow);
    flow.stream.accept(segment.sequence, current.bytes, segment.payload, current.end);
    this.flows.settle(flow);
  }

  /** A SYN: of a new connection, a repeated one, or one captured after the data that followed it. */
  private open(flow: Flow): void {
    const { segment, current } = this;
    if (flow.syn && flow.firstSequence === segment.sequence) return;
    if (flow.syn || flow.stream?.started) {
      flow.stream = null;
      flow.hellos = 0;
    }
    flow.syn = synFacts(current, segment);
    flow.firstSequence = segment.sequence;
    flow.stream ??= this.streamOf(flow);
    flow.stream.begin(segment.sequence);
    this.flows.settle(flow);
  }

  private streamOf(flow: Flow): ClientStream {
    const hello = (message: Uint8Array, segments: number, prologue: string | null) =>
      this.hello(flow, message, segments, prologue);
    return new ClientStream(new HelloReader({ hello }, this.limits.searchBytes), this.limits, this.counters);
  }

  private hello(flow: Flow, message: Uint8Array, segments: number, prologue: string | null) {
    const hello = parseClientHello(message.subarray(4), 't');
    if (!hello) {
      this.counters.malformedHellos += 1;
      return 'malformed';
    }
    this.counters.hellos += 1;
    flow.hellos += 1;
    this.onEvent(tlsEvent(flow, { message, hello, transport: 't', segments, prologue }), flow.frame);
    return hello.extensions.includes(extension.earlyData) ? 'early-data' : 'plain';
  }
}
