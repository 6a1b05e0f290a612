import type { DetectionLevel, Reason } from '../api-types.js';

const ASCENDING: readonly DetectionLevel[] = ['low', 'medium', 'high', 'critical'];

/** How sure a reason of this severity makes us; reasons add up as independent witnesses do. */
export const CERTAINTY: Readonly<Record<DetectionLevel, number>> = { low: 0.3, medium: 0.6, high: 0.9, critical: 0.97 };

/** How bad a level is, to compare it with others. */
export function rank(level: DetectionLevel): number {
  return ASCENDING.indexOf(level);
}

/** The worst of some levels; undefined of none. */
export function worst(levels: readonly DetectionLevel[]): DetectionLevel | undefined {
  return ASCENDING.findLast((level) => levels.includes(level));
}

/** True of a level that is enough for a detection; what is `low` happens to honest clients, too. */
export function alerts(level: DetectionLevel | undefined): boolean {
  return level !== undefined && level !== 'low';
}

/** True when reasons are enough for a detection. */
export function convicts(reasons: readonly Pick<Reason, 'severity'>[]): boolean {
  return reasons.some(({ severity }) => alerts(severity));
}
