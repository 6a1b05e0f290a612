/** What the child tells its parent. */
export type ChildMessage =
  /** The interface is open. */
  | { readonly kind: 'open'; readonly linkType: number }
  /** Packets one after the other in `bytes`; two numbers for each: microseconds since 1970 and length. */
  | { readonly kind: 'packets'; readonly bytes: Uint8Array; readonly facts: Float64Array }
  /** Once a second: packets lost in the kernel, and on the way to the parent, since the interface was opened. */
  | { readonly kind: 'alive'; readonly droppedByKernel: number; readonly droppedOnTheWay: number }
  /** Capture cannot go on; the child ends. */
  | { readonly kind: 'failed'; readonly reason: string };
