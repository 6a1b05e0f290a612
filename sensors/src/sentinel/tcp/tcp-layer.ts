import type { Counters } from '../counters.js';
import { FlowTable } from '../flow/flow-table.js';
import type { Limits } from '../limits.js';
import type { Packet } from '../packet.js';
import type { HelloReport } from '../report.js';
import { extension } from '../tls/client-hello.js';
import { HelloReader } from '../tls/hello-reader.js';
import { helloStartsAt } from '../tls/hello-start.js';
import { Segment } from './segment.js';
import { ClientStream } from './stream.js';
import { synFacts } from './syn.js';
import { TcpFlow } from './tcp-flow.js';

/** Follows the directions of TCP connections until their hellos have been read. */
export class TcpLayer {
  readonly flows: FlowTable<TcpFlow>;
  private readonly segment = new Segment();

  constructor(
    private readonly report: HelloReport,
    private readonly limits: Limits,
    private readonly counters: Counters,
  ) {
    this.flows = new FlowTable(
      (hash, packet, addresses, { sourcePort, destinationPort }) =>
        new TcpFlow(hash, packet.ipVersion, addresses, sourcePort, destinationPort),
      limits,
      counters,
    );
  }

  /** Takes a packet whose offset is at its TCP header. */
  packet(packet: Packet): void {
    const { segment } = this;
    if (!segment.read(packet)) {
      this.counters.malformedPackets += 1;
      return;
    }
    const hasPayload = segment.payload < packet.end && !segment.resets;
    if (!hasPayload && !segment.opens && !segment.answers) return;
    const flow = this.flows.flowOf(packet, segment);
    flow.frame = packet.frame;
    flow.timeUs = packet.timeUs;
    if (segment.opens) this.open(flow, packet);
    if (segment.answers && !flow.syn) this.begin(flow);
    if (!hasPayload || flow.finished) return;
    if (flow.hellos > 0 && this.isOfNextConnection(flow, packet)) flow.forget();
    flow.stream ??= this.streamOf(flow);
    flow.stream.accept(segment.sequence, packet.bytes, segment.payload, packet.end);
    if (flow.stream.done) {
      flow.stream = null;
      flow.finished = true;
    }
    this.flows.settle(flow);
  }

  /** Reads what is still waiting when no more packets will come. */
  flush(): void {
    for (const flow of this.flows) {
      flow.stream?.flush();
      this.flows.settle(flow);
    }
  }

  /** A SYN: of a new connection, a repeated one, or one captured after the data that followed it. */
  private open(flow: TcpFlow, packet: Packet): void {
    const { segment } = this;
    if (flow.syn && flow.firstSequence === segment.sequence) return;
    flow.syn = synFacts(packet, segment);
    this.begin(flow);
  }

  /** Says where the stream begins, now or when it has bytes; one that has begun elsewhere was of an earlier connection. */
  private begin(flow: TcpFlow): void {
    const { sequence } = this.segment;
    if (flow.firstSequence === sequence) return;
    const confirmed = flow.stream?.startedAt(sequence);
    if (!confirmed && (flow.stream?.started || flow.finished)) {
      flow.stream = null;
      flow.finished = false;
      flow.hellos = 0;
    }
    flow.firstSequence = sequence;
    if (!flow.stream || confirmed) return;
    flow.stream.begin(sequence);
    this.flows.settle(flow);
  }

  /** Captures of nothing but hellos have no SYN between two connections of the same ports. */
  private isOfNextConnection({ stream }: TcpFlow, { bytes, end }: Packet): boolean {
    const { sequence, payload } = this.segment;
    return stream !== null && stream.isFarFrom(sequence) && helloStartsAt(bytes, payload, end, true) === 'yes';
  }

  private streamOf(flow: TcpFlow): ClientStream {
    const hello = (message: Uint8Array, segments: number, prologue: string | null) => {
      const parsed = this.report(flow, { message, transport: 't', index: flow.hellos + 1, segments, prologue });
      if (!parsed) return 'malformed';
      flow.hellos += 1;
      return parsed.extensions.includes(extension.earlyData) ? 'early-data' : 'plain';
    };
    const stream = new ClientStream(new HelloReader({ hello }, this.limits.searchBytes), this.limits, this.counters);
    if (flow.firstSequence >= 0) stream.begin(flow.firstSequence);
    return stream;
  }
}
