import type { TlsEvent } from '../sentinel/event.js';

/** How long a hello of the wire waits for the module to report the same one. */
const holdMs = 2000;
/** How long it is known what was sent: on a host without time for them one of the two comes long after the other. */
const knownMs = 60_000;
/** Of each of the two. */
const maxRemembered = 65_536;

/** What came of the hellos that both sources can see. All numbers only grow. */
export class BothSourcesCounters {
  /** Hellos that were left out since they had come before, from the other source or another interface. */
  duplicates = 0;
  /** Hellos of the wire sent without waiting for the module's, because too many waited. */
  unheld = 0;
}

/**
 * Lets each handshake through once when both the module and the capture see it: the module's, which knows the connection,
 * unless it comes so late that the other one is on its way. The two are told to be the same by 4-tuple and hello hash.
 */
export class BothSources {
  readonly counters = new BothSourcesCounters();
  /** Hellos of the wire with the moment at which they go, oldest first. */
  private readonly held = new Map<string, { event: TlsEvent; dueMs: number }>();
  /** Who saw what was sent, and the moment at which that is forgotten, oldest first. */
  private readonly known = new Map<string, { source: 'module' | 'wire'; untilMs: number }>();

  constructor(
    private readonly onEvent: (event: TlsEvent) => void,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  module(event: TlsEvent): void {
    const key = keyOf(event);
    if (this.held.delete(key)) this.counters.duplicates += 1;
    if (this.known.get(key)?.source === 'wire') {
      this.counters.duplicates += 1;
      return;
    }
    this.send(key, event, 'module');
  }

  wire(event: TlsEvent): void {
    const key = keyOf(event);
    if (this.known.has(key) || this.held.has(key)) {
      this.counters.duplicates += 1;
      return;
    }
    const [oldest] = this.held.size >= maxRemembered ? this.held : [];
    if (oldest) {
      this.counters.unheld += 1;
      this.release(...oldest);
    }
    this.held.set(key, { event, dueMs: this.nowMs() + holdMs });
  }

  /** Sends what has waited long enough, everything when nothing more will come; to be called a few times a second. */
  settle(isLast = false): void {
    const now = this.nowMs();
    for (const [key, held] of this.held) {
      if (held.dueMs > now && !isLast) break;
      this.release(key, held);
    }
    for (const [key, { untilMs }] of this.known) {
      if (untilMs > now) break;
      this.known.delete(key);
    }
  }

  private release(key: string, { event }: { event: TlsEvent }): void {
    this.held.delete(key);
    this.send(key, event, 'wire');
  }

  private send(key: string, event: TlsEvent, source: 'module' | 'wire'): void {
    this.known.delete(key);
    this.known.set(key, { source, untilMs: this.nowMs() + knownMs });
    if (this.known.size > maxRemembered) {
      const [oldest = ''] = this.known.keys();
      this.known.delete(oldest);
    }
    this.onEvent(event);
  }
}

function keyOf({ src_ip, src_port, dst_ip, dst_port, hello_hash }: TlsEvent): string {
  return `${src_ip} ${src_port} ${dst_ip} ${dst_port} ${hello_hash}`;
}
