import type { FeatureDefinition } from './forest/columns.js';
import { seededRandom } from './forest/random.js';
import type { TrainingRow } from './training-rows.js';

/** A row of an attack that every model must go on to find. */
export type Canary = Pick<TrainingRow, 'host' | 'values'>;

/** Canaries of a model. */
const COUNT = 200;
/** Features that a made canary has on their suspicious side. */
const PUSHED = 6;

/**
 * The rows that a model is tested by: those of the model before it, so that they stay the same from model to model. Only
 * what is missing is filled up, with rows of known attacks, then with clean rows some of whose features are pushed to
 * the most suspicious value that was seen.
 */
export function frozenCanaries(
  inherited: readonly Canary[],
  suspects: readonly Canary[],
  clean: readonly Canary[],
  features: readonly FeatureDefinition[],
  seed: number,
): Canary[] {
  const canaries = [...inherited, ...suspects].slice(0, COUNT).map(({ host, values }) => ({ host, values }));
  const random = seededRandom(seed, 0xca);
  const pushable = features.flatMap(({ direction }, index) => {
    const worst = worstOf(clean, index, direction);
    return worst === undefined ? [] : [{ index, worst }];
  });
  while (canaries.length < COUNT && clean.length && pushable.length) {
    const { host, values } = clean[Math.floor(random() * clean.length)]!;
    const pushed = [...values];
    for (let push = 0; push < PUSHED; push++) {
      const { index, worst } = pushable[Math.floor(random() * pushable.length)]!;
      pushed[index] = worst;
    }
    canaries.push({ host, values: pushed });
  }
  return canaries;
}

/** The most suspicious value of a feature, undefined where none is more suspicious than others. */
function worstOf(rows: readonly Canary[], index: number, direction: number): number | undefined {
  if (direction === 0) return undefined;
  let worst: number | undefined;
  for (const { values } of rows) {
    const value = values[index];
    if (value === null || value === undefined || !Number.isFinite(value)) continue;
    if (worst === undefined || value * direction > worst * direction) worst = value;
  }
  return worst;
}
