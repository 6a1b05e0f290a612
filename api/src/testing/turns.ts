import type { TestContext } from 'node:test';

/** Counts calls by the turn of the event loop in which they happen. */
export function countByTurn(t: TestContext): { readonly count: () => void; readonly most: () => number } {
  let inThisTurn = 0;
  let most = 0;
  let isOver = false;
  const nextTurn = (): void => {
    inThisTurn = 0;
    if (!isOver) setImmediate(nextTurn);
  };
  nextTurn();
  t.after(() => (isOver = true));
  return { count: () => (most = Math.max(most, ++inThisTurn)), most: () => most };
}
