import type { DecisionsRepository, StoredDecision } from './decisions.repository.js';
import type { DecisionRange } from './decisions.types.js';

/** How far a reader of changes has read. */
export interface ChangesPosition {
  readonly seq: number;
  /** Milliseconds since 1970 UTC: what expired until then is known. */
  readonly time: number;
}

export interface Changes {
  readonly added: DecisionRange[];
  readonly removed: DecisionRange[];
  readonly position: ChangesPosition;
  readonly more: boolean;
}

/**
 * Returns what changed after `position`, of at most `limit` decisions. What a reader is told to remove is handed out by no
 * other decision.
 */
export async function changesAfter(
  decisions: DecisionsRepository,
  position: ChangesPosition,
  limit: number,
  now: number,
): Promise<Changes> {
  const found = await decisions.changedAfter(position.seq, limit + 1);
  const more = found.length > limit;
  const changed = found.slice(0, limit);
  const expired = more ? [] : await decisions.expired(position.seq, position.time, now);
  const added: DecisionRange[] = [];
  const gone = new Map<string, DecisionRange>();
  for (const row of [...changed, ...expired]) {
    const isActive = row.ended_at === null && (row.expires_at === null || Date.parse(row.expires_at) > now);
    if (isActive) added.push(...row.ranges.map((range) => rangeOf(row, range)));
    const removed = isActive ? row.withdrawn : [...row.ranges, ...row.withdrawn];
    for (const range of removed) gone.set(range, rangeOf(row, range));
  }
  const kept = await decisions.handingOut([...gone.keys()], now);
  for (const row of kept) {
    for (const range of row.ranges.filter((each) => gone.delete(each))) added.push(rangeOf(row, range));
  }
  const next = { seq: changed.at(-1)?.seq ?? position.seq, time: more ? position.time : now };
  return { added, removed: [...gone.values()], position: next, more };
}

export function rangeOf({ decision_id, origin, reason, expires_at }: StoredDecision, range: string): DecisionRange {
  return { range, decision_id, origin, reason, expires_at };
}
