const firstStepMs = 500;
const maxStepMs = 60_000;
/** An answer that asks for more is not believed: somebody's clock is wrong. */
const maxAskedMs = 15 * 60_000;

/**
 * Milliseconds to wait before a batch is sent again after `failures` failures in a row: what the API asked for and up to a
 * tenth more, else half to all of an exponential step, so that many sensors do not come back together.
 */
export function waitMs(failures: number, askedMs: number | undefined, random = Math.random()): number {
  if (askedMs !== undefined) return Math.min(askedMs, maxAskedMs) * (1 + random / 10);
  return Math.min(maxStepMs, firstStepMs * 2 ** (failures - 1)) * (0.5 + random / 2);
}
