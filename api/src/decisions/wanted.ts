import { v5 as uuidV5 } from 'uuid';
import { aggregated, networkTexts, parseNetwork, subtract, type Network } from '../store/network.js';
import type { StoredDecision } from './decisions.repository.js';

/** A decision as detections, rules and people want it, whatever is on the allow list. */
export type WantedDecision = Pick<
  StoredDecision,
  'decision_id' | 'origin' | 'source_id' | 'value' | 'reason' | 'created_by' | 'expires_at'
>;

const namespace = uuidV5('https://ja4-platform/decisions', uuidV5.URL);

/** Returns the id of the decision that follows from a rule or from detections: the same for ever. */
export function decisionIdOf(...names: readonly string[]): string {
  return uuidV5(names.join('|'), namespace);
}

/** What is never handed out. */
export class AllowList {
  private readonly networks: readonly Network[];

  /** @param values addresses and CIDR blocks */
  constructor(values: readonly string[]) {
    this.networks = aggregated(values.map(parseNetwork));
  }

  /** Returns what of an address or block may be handed out. */
  rangesOf(value: string): string[] {
    const network = parseNetwork(value);
    const rest = subtract(network, this.networks);
    const isWhole = rest.length === 1 && rest[0]!.first === network.first && rest[0]!.last === network.last;
    return isWhole ? [value] : rest.flatMap(networkTexts);
  }
}

/** Returns a stored decision as it is to be now, or undefined when it is so already. `seq` is still that of before. */
export function next(
  stored: StoredDecision | undefined,
  wanted: WantedDecision,
  ranges: string[],
  now: string,
): StoredDecision | undefined {
  if (!stored) {
    if (ranges.length === 0) return undefined;
    return { ...wanted, ranges, withdrawn: [], created_at: now, ended_at: null, seq: 0 };
  }
  const kept = new Set(ranges);
  const withdrawn = [...new Set([...stored.withdrawn, ...stored.ranges])].filter((range) => !kept.has(range));
  const changed = { ...stored, ...wanted, created_by: stored.created_by, ranges, withdrawn };
  const isSame =
    isSameTime(stored.expires_at, wanted.expires_at) &&
    JSON.stringify([stored.ranges, stored.reason, stored.source_id]) ===
      JSON.stringify([ranges, wanted.reason, wanted.source_id]);
  return isSame ? undefined : changed;
}

function isSameTime(a: string | null, b: string | null): boolean {
  return a === b || (a !== null && b !== null && Date.parse(a) === Date.parse(b));
}
