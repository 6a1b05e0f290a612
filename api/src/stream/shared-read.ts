/**
 * Returns a read whose answer all callers share for `forMs`: however many clients follow, the store is asked once. A read
 * that fails is shared with those who wait for it, and no longer.
 */
export function sharedRead<T>(read: () => Promise<T>, forMs: number): () => Promise<T> {
  let last: Promise<T> | undefined;
  return () => {
    if (!last) {
      const current = read();
      const forget = (): void => {
        if (last === current) last = undefined;
      };
      last = current;
      current.then(() => setTimeout(forget, forMs).unref(), forget);
    }
    return last;
  };
}
