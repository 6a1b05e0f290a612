import { randomInt } from 'node:crypto';
import { u32 } from '../bytes.js';
import type { Counters } from '../counters.js';
import type { Limits } from '../limits.js';
import type { Packet } from '../packet.js';
import { Flow } from './flow.js';
import type { Segment } from './segment.js';

/**
 * The directions of connections being followed, found by address and port without building a key. Bounded in number and in
 * buffered bytes: the flows that have been silent for longest make room, and are counted.
 */
export class FlowTable {
  private readonly byHash = new Map<number, Flow>();
  private oldest: Flow | null = null;
  private newest: Flow | null = null;
  /** Flows remembered, and the bytes that all of them buffer. */
  size = 0;
  bookedBytes = 0;
  /** Unknown to senders, so that they cannot choose addresses of one hash. */
  private readonly seed = randomInt(2 ** 32);

  constructor(
    private readonly limits: Limits,
    private readonly counters: Counters,
  ) {}

  /** The flow of a segment, made when it is new; it becomes the newest. */
  flowOf(packet: Packet, segment: Segment): Flow {
    const hash = this.hashOf(packet, segment);
    const first = this.byHash.get(hash);
    for (let flow = first ?? null; flow; flow = flow.sameHash) {
      if (
        flow.sourcePort === segment.sourcePort &&
        flow.destinationPort === segment.destinationPort &&
        flow.ipVersion === packet.ipVersion &&
        flow.hasAddresses(packet.bytes, packet.addresses)
      ) {
        this.touch(flow);
        return flow;
      }
    }
    if (this.size >= this.limits.flows) this.evictOldest();
    const addresses = packet.bytes.slice(packet.addresses, packet.addresses + (packet.ipVersion === 4 ? 8 : 32));
    const flow = new Flow(hash, packet.ipVersion, addresses, segment.sourcePort, segment.destinationPort);
    flow.sameHash = this.byHash.get(hash) ?? null;
    this.byHash.set(hash, flow);
    this.append(flow);
    this.size += 1;
    return flow;
  }

  /** Books what the flow buffers now and makes room when all together are too much. */
  settle(flow: Flow): void {
    const bytes = flow.stream?.bufferedBytes ?? 0;
    this.bookedBytes += bytes - flow.bookedBytes;
    flow.bookedBytes = bytes;
    while (this.bookedBytes > this.limits.bufferedBytes && this.oldest) this.evictOldest();
  }

  *[Symbol.iterator](): Generator<Flow> {
    for (let flow = this.oldest; flow; flow = flow.newer) yield flow;
  }

  private hashOf(packet: Packet, segment: Segment): number {
    const { bytes, addresses } = packet;
    const words = packet.ipVersion === 4 ? 2 : 8;
    let hash = this.seed ^ ((segment.sourcePort << 16) | segment.destinationPort);
    for (let word = 0; word < words; word += 1) {
      hash = Math.imul(hash ^ u32(bytes, addresses + 4 * word), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  private touch(flow: Flow): void {
    if (flow === this.newest) return;
    this.unlink(flow);
    this.append(flow);
  }

  private append(flow: Flow): void {
    flow.older = this.newest;
    flow.newer = null;
    if (this.newest) this.newest.newer = flow;
    else this.oldest = flow;
    this.newest = flow;
  }

  private unlink(flow: Flow): void {
    if (flow.older) flow.older.newer = flow.newer;
    else this.oldest = flow.newer;
    if (flow.newer) flow.newer.older = flow.older;
    else this.newest = flow.older;
  }

  private evictOldest(): void {
    const flow = this.oldest;
    if (!flow) return;
    this.unlink(flow);
    this.size -= 1;
    this.bookedBytes -= flow.bookedBytes;
    flow.bookedBytes = 0;
    this.counters.evictedFlows += 1;
    const first = this.byHash.get(flow.hash);
    if (first === flow) {
      if (flow.sameHash) this.byHash.set(flow.hash, flow.sameHash);
      else this.byHash.delete(flow.hash);
      return;
    }
    for (let before = first; before; before = before.sameHash ?? undefined) {
      if (before.sameHash === flow) before.sameHash = flow.sameHash;
    }
  }
}
