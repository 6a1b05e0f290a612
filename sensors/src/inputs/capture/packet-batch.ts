const maxBatchBytes = 1024 * 1024;
const maxBatchPackets = 8192;
/** What the parent has not taken yet, as while it is stopped. */
const maxUnsentBytes = 32 * 1024 * 1024;

type Send = (bytes: Uint8Array, facts: Float64Array, sent: () => void) => void;

/** Collects packets for one message; sends it by itself when it is full or due, for timers may not get their turn. */
export class PacketBatch {
  private bytes = Buffer.allocUnsafe(maxBatchBytes);
  private length = 0;
  private facts: number[] = [];
  private unsentBytes = 0;
  private lastFlushMs = performance.now();
  /** Packets dropped because the parent did not take them. */
  dropped = 0;

  constructor(
    private readonly flushMs: number,
    private readonly send: Send,
  ) {}

  /** Copies a packet: its buffer belongs to the capture. */
  add(timeUs: number, packet: Buffer, length: number): void {
    if (this.unsentBytes > maxUnsentBytes) {
      this.dropped += 1;
      return;
    }
    if (this.length + length > maxBatchBytes) this.flush();
    packet.copy(this.bytes, this.length, 0, length);
    this.length += length;
    this.facts.push(timeUs, length);
    const isDue = performance.now() - this.lastFlushMs > this.flushMs;
    if (isDue || this.facts.length >= 2 * maxBatchPackets) this.flush();
  }

  flush(): void {
    this.lastFlushMs = performance.now();
    if (this.facts.length === 0) return;
    const { length } = this;
    this.unsentBytes += length;
    this.send(this.bytes.subarray(0, length), Float64Array.from(this.facts), () => (this.unsentBytes -= length));
    this.bytes = Buffer.allocUnsafe(maxBatchBytes);
    this.length = 0;
    this.facts = [];
  }
}
