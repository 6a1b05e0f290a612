import { randomInt } from 'node:crypto';
import { copyOf, u32 } from '../bytes.js';
import type { Counters } from '../counters.js';
import type { Packet } from '../packet.js';
import type { Flow, Ports } from './flow.js';

/** More flows than this with one hash do not happen by chance: the one that came first makes room. */
const maxSameHash = 16;

/** Makes the flow of a direction not seen before; `addresses` is its own copy. */
export type FlowMaker<F extends Flow> = (hash: number, packet: Packet, addresses: Uint8Array, ports: Ports) => F;

/**
 * The directions being followed, found by address and port without building a key. Bounded in number and in
 * buffered bytes: the flows that have been silent for longest make room, and are counted. So is the time to find one.
 */
export class FlowTable<F extends Flow> {
  private readonly byHash = new Map<number, F>();
  private oldest: F | null = null;
  private newest: F | null = null;
  /** Flows remembered, and the bytes that all of them buffer. */
  size = 0;
  bookedBytes = 0;
  /** Unknown to senders, so that they cannot choose addresses of one hash. */
  private readonly seed = randomInt(2 ** 32);
  private readonly factor = 2 * randomInt(2 ** 31) + 1;

  constructor(
    private readonly make: FlowMaker<F>,
    private readonly limits: { readonly flows: number; readonly bufferedBytes: number },
    private readonly counters: Counters,
  ) {}

  /** The flow that the packet belongs to, made when it is new; it becomes the newest. */
  flowOf(packet: Packet, ports: Ports): F {
    const hash = this.hashOf(packet, ports);
    let sameHash = 0;
    let last: F | null = null;
    for (let flow = this.byHash.get(hash) ?? null; flow; flow = flow.sameHash) {
      if (
        flow.sourcePort === ports.sourcePort &&
        flow.destinationPort === ports.destinationPort &&
        flow.ipVersion === packet.ipVersion &&
        flow.hasAddresses(packet.bytes, packet.addresses)
      ) {
        this.touch(flow);
        return flow;
      }
      sameHash += 1;
      last = flow;
    }
    if (last && sameHash === maxSameHash) this.evict(last);
    else if (this.size >= this.limits.flows) this.evictOldest();
    const addresses = copyOf(packet.bytes, packet.addresses, packet.addresses + (packet.ipVersion === 4 ? 8 : 32));
    const flow = this.make(hash, packet, addresses, ports);
    flow.sameHash = this.byHash.get(hash) ?? null;
    this.byHash.set(hash, flow);
    this.append(flow);
    this.size += 1;
    return flow;
  }

  /** Books what the flow buffers now and makes room when all together are too much. */
  settle(flow: F): void {
    const bytes = flow.bufferedBytes;
    this.bookedBytes += bytes - flow.bookedBytes;
    flow.bookedBytes = bytes;
    while (this.bookedBytes > this.limits.bufferedBytes && this.oldest) this.evictOldest();
  }

  *[Symbol.iterator](): Generator<F> {
    for (let flow = this.oldest; flow; flow = flow.newer) yield flow;
  }

  private hashOf(packet: Packet, ports: Ports): number {
    const { bytes, addresses } = packet;
    const words = packet.ipVersion === 4 ? 2 : 8;
    let hash = this.mix(this.seed, (ports.sourcePort << 16) | ports.destinationPort);
    for (let word = 0; word < words; word += 1) hash = this.mix(hash, u32(bytes, addresses + 4 * word));
    return hash;
  }

  private mix(hash: number, word: number): number {
    const mixed = Math.imul(hash ^ word, this.factor);
    return mixed ^ (mixed >>> 15);
  }

  private touch(flow: F): void {
    if (flow === this.newest) return;
    this.unlink(flow);
    this.append(flow);
  }

  private append(flow: F): void {
    flow.older = this.newest;
    flow.newer = null;
    if (this.newest) this.newest.newer = flow;
    else this.oldest = flow;
    this.newest = flow;
  }

  private unlink(flow: F): void {
    if (flow.older) flow.older.newer = flow.newer;
    else this.oldest = flow.newer;
    if (flow.newer) flow.newer.older = flow.older;
    else this.newest = flow.older;
  }

  private evictOldest(): void {
    if (this.oldest) this.evict(this.oldest);
  }

  private evict(flow: F): void {
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
