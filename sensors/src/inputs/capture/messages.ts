import type { Counters } from '../../sentinel/counters.js';
import type { TlsEvent } from '../../sentinel/event.js';

/** The descriptor on which the child tells its parent, one message a line of JSON; the end of its input ends the child. */
export const outputFd = 3;

/** What was counted since the interface was opened. */
export interface Counted {
  readonly droppedByKernel: number;
  readonly droppedOnTheWay: number;
  readonly sentinel: Counters;
}

export type ChildMessage =
  /** The interface is open. */
  | { readonly kind: 'open' }
  /** Once a second, and last. */
  | ({ readonly kind: 'alive' } & Counted)
  /** Capture cannot go on; the child ends. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** A handshake. */
  | ({ readonly kind?: undefined } & TlsEvent);
