import type { DetectionLevel, FeatureRow, Reason } from '../../api-types.js';
import { risk } from '../findings.js';
import { DAY_MS, nextHour } from '../hours.js';
import type { ScoredRow } from '../scoring-model.js';
import { alerts, convicts, worst } from '../severity.js';
import { sha256 } from '../sha256.js';
import { pathBuckets } from './path-buckets.js';

/** Hours that a campaign is put together from. */
const WINDOW_MS = DAY_MS;
/** Rows that are remembered; with more, those of the oldest hour are forgotten. */
const MAX_ROWS = 20_000;
/** Share of a row's requests that must be what attackers do for the row to count although no rule named it. */
const MOSTLY = 0.5;

/** An hour of an address that something speaks against. */
export interface SuspectRow {
  readonly row: FeatureRow;
  /** How sure we are, 0 to 1. */
  readonly score: number;
  readonly level: DetectionLevel;
  /** False when nothing but its likeness to others speaks against it. */
  readonly isNamed: boolean;
  readonly headerOrders: readonly string[];
  readonly pathBuckets: readonly string[];
  /** The leaf of each tree that it ends in; none when no model judged it. */
  readonly leaves: Uint32Array | undefined;
}

/**
 * Rows of the last day that campaigns may be made of: those that rules or model name, and those that hardly do anything but
 * guess passwords or look for what scanners look for, however few their requests.
 */
export class Suspects {
  readonly #rows = new Map<string, SuspectRow>();

  /** @param leavesOf the leaves of a row that a model scored */
  add(
    row: FeatureRow,
    evidence: readonly Reason[],
    scored: ScoredRow | undefined,
    leavesOf: (row: FeatureRow) => Uint32Array | undefined,
  ): void {
    const key = [row.hour, row.client_ip, row.ja4, row.host].join('|');
    const isNamed = convicts(evidence) || alerts(scored?.level);
    if (!isNamed && !isOneOfMany(row)) {
      this.#rows.delete(key);
      return;
    }
    const levels = [...evidence.map(({ severity }) => severity), ...(scored?.level ? [scored.level] : [])];
    // Who does nothing but what attackers do is as suspicious as a reason of medium severity.
    const reasons = evidence.length ? evidence : [{ severity: 'medium' as const }];
    this.#rows.set(key, {
      row,
      score: risk(reasons, scored?.certainty),
      level: worst(levels) ?? 'medium',
      isNamed,
      headerOrders: row.context.header_orders.map(shortHash),
      pathBuckets: pathBuckets(row.context.sample_paths),
      leaves: leavesOf(row),
    });
    if (this.#rows.size > MAX_ROWS) this.#forgetOldest();
  }

  /** Those of the day before `now`, in ms. */
  of(now: number): SuspectRow[] {
    for (const [key, { row }] of this.#rows) {
      if (Date.parse(nextHour(row.hour)) <= now - WINDOW_MS) this.#rows.delete(key);
    }
    return [...this.#rows.values()];
  }

  #forgetOldest(): void {
    const oldest = [...this.#rows.values()].reduce((hour, { row }) => (row.hour < hour ? row.hour : hour), '~');
    for (const [key, { row }] of this.#rows) if (row.hour === oldest) this.#rows.delete(key);
  }
}

function isOneOfMany({ requests, context }: FeatureRow): boolean {
  return Math.max(context.login_posts_refused, context.sensitive_requests) >= MOSTLY * requests;
}

const shortHash = (text: string): string => sha256(text).toString('hex').slice(0, 12);
