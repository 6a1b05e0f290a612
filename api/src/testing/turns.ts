import type { TestContext } from 'node:test';

/** Returns a function that tells how often the event loop has gone round. */
export function turnsDuring(t: TestContext): () => number {
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  count();
  t.after(() => (isOver = true));
  return () => turns;
}
