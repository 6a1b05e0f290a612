import type { FeatureRow } from '../api-types.js';
import { calibrated, type Thresholds } from './calibration.js';
import { quantilesOf, SHARES, shareAt } from './quantiles.js';

/** What is usual on one host, or on all of them. */
export interface Baseline {
  readonly rows: number;
  /** Per feature its values at SHARES; null where no row had one. */
  readonly features: readonly (readonly number[] | null)[];
  /** Cuts of the host's own held-out scores; absent where these are too few, then those of all hosts hold. */
  readonly thresholds?: Thresholds;
}

/** A row that counts as clean. */
export type CleanRow = Pick<FeatureRow, 'host' | 'values'>;

const EVERYWHERE = '';
/** With fewer rows a host is told by all hosts. */
const MIN_HOST_ROWS = 200;
/** The hosts with most rows; a baseline is about 4 KB. */
const MAX_HOSTS = 50;
/** Rows that a baseline is learnt from, evenly spread: more would not move it. */
const MAX_ROWS = 20_000;

/** How the features of clean rows lie on each host: an API that only machines call has its own normal. */
export class HostBaselines {
  private constructor(private readonly byHost: ReadonlyMap<string, Baseline>) {}

  /** @param heldOut the scores of rows that the model has not seen, with their hosts */
  static learnt(rows: readonly CleanRow[], heldOut: readonly { host: string; score: number }[]): HostBaselines {
    const groups = Map.groupBy(rows, ({ host }) => host);
    const scores = Map.groupBy(heldOut, ({ host }) => host);
    const largest = [...groups]
      .filter(([host, { length }]) => host !== EVERYWHERE && length >= MIN_HOST_ROWS)
      .sort(([, a], [, b]) => b.length - a.length)
      .slice(0, MAX_HOSTS)
      .map(([host, of]) => {
        const own = Float64Array.from(scores.get(host) ?? [], ({ score }) => score);
        const thresholds = own.length >= MIN_HOST_ROWS ? { thresholds: calibrated(own) } : {};
        return [host, { ...baselineOf(of), ...thresholds }] as const;
      });
    return new HostBaselines(new Map<string, Baseline>([[EVERYWHERE, baselineOf(rows)], ...largest]));
  }

  static fromJSON(stored: Readonly<Record<string, Baseline>>): HostBaselines {
    return new HostBaselines(new Map(Object.entries(stored)));
  }

  toJSON(): Record<string, Baseline> {
    return Object.fromEntries(this.byHost);
  }

  /** The baseline of a host, or of all hosts where it has too few rows. */
  of(host: string): Baseline {
    return this.byHost.get(host) ?? this.byHost.get(EVERYWHERE)!;
  }

  get everywhere(): Baseline {
    return this.byHost.get(EVERYWHERE)!;
  }

  get size(): number {
    return this.byHost.size;
  }
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
