import type { TlsEvent } from '../sentinel/event.js';

/** How long a hello of the wire waits for the module to report the same one, and how long one of the module is known. */
const holdMs = 2000;
const maxHeld = 65_536;

/** What came of the hellos that both sources can see. All numbers only grow. */
export class BothSourcesCounters {
  /** Hellos of the wire that were left out since the module reported them as well. */
  duplicates = 0;
  /** Hellos of the wire sent early, and so perhaps twice, because too many waited. */
  unheld = 0;
}

/**
 * Lets each handshake through once when both the module and the capture see it: the module's, which knows the connection.
 * The two are told to be the same by 4-tuple and hello hash.
 */
export class BothSources {
  readonly counters = new BothSourcesCounters();
  /** Hellos of the wire with the moment at which they go, oldest first. */
  private readonly held = new Map<string, { event: TlsEvent; dueMs: number }>();
  /** What the module reported, with the moment at which it is forgotten, oldest first. */
  private readonly known = new Map<string, number>();

  constructor(
    private readonly onEvent: (event: TlsEvent) => void,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  module(event: TlsEvent): void {
    const key = keyOf(event);
    if (this.held.delete(key)) this.counters.duplicates += 1;
    else this.remember(key);
    this.onEvent(event);
  }

  wire(event: TlsEvent): void {
    const key = keyOf(event);
    if (this.known.delete(key)) {
      this.counters.duplicates += 1;
      return;
    }
    const [oldest] = this.held.size >= maxHeld ? this.held : [];
    if (oldest) {
      this.counters.unheld += 1;
      this.release(...oldest);
    }
    // The same hello twice on the wire, as on two interfaces: one is enough.
    if (this.held.has(key)) this.counters.duplicates += 1;
    else this.held.set(key, { event, dueMs: this.nowMs() + holdMs });
  }

  /** Sends what has waited long enough, everything when nothing more will come; to be called a few times a second. */
  settle(isLast = false): void {
    const now = this.nowMs();
    for (const [key, held] of this.held) {
      if (held.dueMs > now && !isLast) break;
      this.release(key, held);
    }
    for (const [key, untilMs] of this.known) {
      if (untilMs > now) break;
      this.known.delete(key);
    }
  }

  private release(key: string, { event }: { event: TlsEvent }): void {
    this.held.delete(key);
    this.onEvent(event);
  }

  private remember(key: string): void {
    this.known.delete(key);
    this.known.set(key, this.nowMs() + holdMs);
    if (this.known.size <= maxHeld) return;
    const [oldest = ''] = this.known.keys();
    this.known.delete(oldest);
  }
}

function keyOf({ src_ip, src_port, dst_ip, dst_port, hello_hash }: TlsEvent): string {
  return `${src_ip} ${src_port} ${dst_ip} ${dst_port} ${hello_hash}`;
}
