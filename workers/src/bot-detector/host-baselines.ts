import type { FeatureRow } from '../api-types.js';
import { calibrated, type Thresholds } from './calibration.js';
import { clientKind } from './client-kind.js';
import { valueOf } from './evidence/rule.js';
import { quantilesOf, SHARES, shareAt } from './quantiles.js';

/** What is usual of some clients: of one kind, with few requests or many, on one host or everywhere; of one kind; or of all. */
export interface Baseline {
  readonly rows: number;
  /** Per feature its values at SHARES; null where no row had one. */
  readonly features: readonly (readonly number[] | null)[];
  /** Cuts of their own held-out scores; absent where these are too few. */
  readonly thresholds?: Thresholds;
}

/** A row that counts as clean. */
export type CleanRow = Pick<FeatureRow, 'host' | 'values'>;

/** With fewer rows some clients are told by more of them. */
const MIN_ROWS = 200;
/** With fewer of their own held-out rows some clients are judged by more of them: a tail of fifty tells one in a thousand. */
const MIN_HELD_OUT = 500;
/** The groups with most rows; a baseline is about 4 KB. */
const MAX_GROUPS = 100;
/** Rows that a baseline is learnt from, evenly spread: more would not move it. */
const MAX_ROWS = 20_000;

/** Of fewer requests than these shares are not told exactly: what three of them come to spreads far, what hundreds do hardly. */
const FEW_REQUESTS = 10;

/** The groups that a row is told by, the narrowest first. */
function groupsOf(row: CleanRow): string[] {
  const kind = clientKind(row);
  const requests = 10 ** (valueOf(row, 'requests') ?? 0);
  const size = requests < FEW_REQUESTS ? 'few' : 'many';
  return [`${kind}|${row.host}|${size}`, `${kind}||${size}`, `${kind}|${row.host}`, `${kind}|`, ''];
}

/** How the features of clean rows lie, by kind of client, host and number of requests: an API that only machines call has its own normal. */
export class HostBaselines {
  private constructor(private readonly byGroup: ReadonlyMap<string, Baseline>) {}

  /**
   * @param scores what the model says of `heldOut`, rows that it has not seen
   * @param thresholds the cuts of all of them
   */
  static learnt(
    training: readonly CleanRow[],
    heldOut: readonly CleanRow[],
    scores: Float64Array,
    thresholds: Thresholds,
  ): HostBaselines {
    const rows = new Map<string, CleanRow[]>();
    const ownScores = new Map<string, number[]>();
    for (const row of [...training, ...heldOut]) for (const group of groupsOf(row)) append(rows, group, row);
    for (const [at, row] of heldOut.entries()) for (const group of groupsOf(row)) append(ownScores, group, scores[at]!);
    const largest = [...rows]
      .filter(([group, { length }]) => group !== '' && length >= MIN_ROWS)
      .sort(([, a], [, b]) => b.length - a.length)
      .slice(0, MAX_GROUPS);
    const baselines = largest.map(([group, of]) => {
      const own = ownScores.get(group) ?? [];
      const cuts = own.length >= MIN_HELD_OUT && { thresholds: calibrated(Float64Array.from(own), thresholds) };
      return [group, { ...baselineOf(of), ...cuts }] as const;
    });
    return new HostBaselines(new Map([['', { ...baselineOf(rows.get('') ?? []), thresholds }], ...baselines]));
  }

  static fromJSON(stored: Readonly<Record<string, Baseline>>): HostBaselines {
    return new HostBaselines(new Map(Object.entries(stored)));
  }

  toJSON(): Record<string, Baseline> {
    return Object.fromEntries(this.byGroup);
  }

  /**
   * What a row is told by: clients of its kind on its host, or more of them where these are few. A feature that none of them has
   * is told by more of them, too: that one of a kind has it at all is odd.
   */
  of(row: CleanRow): Baseline {
    const [own, ...wider] = this.#known(row);
    const features = own!.features.map((quantiles, at) => {
      return quantiles ?? wider.find((baseline) => baseline.features[at])?.features[at] ?? null;
    });
    return { ...own!, features };
  }

  /** The cuts of the scores of clients like the one of a row. */
  thresholdsOf(row: CleanRow): Thresholds {
    return this.#known(row).find(({ thresholds }) => thresholds)!.thresholds!;
  }

  get everywhere(): Baseline {
    return this.byGroup.get('')!;
  }

  get size(): number {
    return this.byGroup.size;
  }

  /** What is known of clients like one, the narrowest group first. */
  #known(row: CleanRow): Baseline[] {
    return groupsOf(row).flatMap((group) => this.byGroup.get(group) ?? []);
  }
}

function append<T>(groups: Map<string, T[]>, name: string, item: T): void {
  const group = groups.get(name);
  if (group) group.push(item);
  else groups.set(name, [item]);
}

/** What is usual of a feature; null where nobody has it. */
export function usual(baseline: Baseline, feature: number): number | null {
  return baseline.features[feature]?.[SHARES.indexOf(0.5)] ?? null;
}

/**
 * How likely a clean row lies as far out as `value`, on either side: 1 in the middle, never below one in the number of
 * rows. Null when the value or the baseline is missing.
 */
export function tailProbability(baseline: Baseline, feature: number, value: number | null): number | null {
  const quantiles = baseline.features[feature];
  if (!quantiles || value === null) return null;
  const { below, upTo } = shareAt(quantiles, value);
  return Math.min(1, Math.max(2 * Math.min(upTo, 1 - below), 1 / (baseline.rows + 1)));
}

function baselineOf(rows: readonly CleanRow[]): Baseline {
  const stride = Math.ceil(rows.length / MAX_ROWS);
  const picked = stride > 1 ? rows.filter((_, at) => at % stride === 0) : rows;
  const width = picked[0]?.values.length ?? 0;
  const features = Array.from({ length: width }, (_, feature) => {
    const values = picked.map(({ values }) => values[feature] ?? NaN).filter(Number.isFinite);
    return quantilesOf(Float64Array.from(values));
  });
  return { rows: rows.length, features };
}
