import type { FeatureRow } from '../api-types.js';
import type { TrainingPeriod } from './daily-forests.js';
import { evidenceReasons } from './evidence/index.js';
import { nextHour } from './hours.js';
import { convicts } from './severity.js';

/** Rows with fewer requests say too little: they neither train a model nor are scored by one. */
export const MIN_REQUESTS = 3;
/** No address and no JA4 gives more of the training rows than this, so that one loud client is not what is normal. */
const MAX_SHARE = 0.01;
/**
 * A forest wants four times the rows that a tree is grown on, so that its trees see different ones and what is rare is among
 * them; days with fewer are trained together with the days after.
 */
const MIN_PERIOD_ROWS = 4096;
/** Share of the rows, the newest, that is held out to calibrate. */
const HELD_OUT = 0.2;
/** Rows of known attacks that are kept to test models by. */
const MAX_SUSPECTS = 200;

/** What training needs of a row. */
export type TrainingRow = Pick<FeatureRow, 'hour' | 'client_ip' | 'ja4' | 'host' | 'values'>;

export interface TrainingSplit {
  /** At most one a day, oldest first. */
  readonly periods: readonly TrainingPeriod[];
  /** The rows of the periods. */
  readonly training: readonly TrainingRow[];
  /** Newer rows that training does not see. */
  readonly heldOut: readonly TrainingRow[];
}

/**
 * Rows to train on, in the order of their hours. Those with evidence against them, those that somebody labelled and those
 * with too few requests are left out and counted. Above `limit` rows every second one is dropped, then every second of
 * what follows, and so on: the whole range stays covered.
 */
export class TrainingRows {
  #rows: TrainingRow[] = [];
  #stride = 1;
  #clean = 0;
  /** The first rows with evidence against them. */
  readonly suspects: TrainingRow[] = [];
  suspicious = 0;
  labelled = 0;
  tooFew = 0;

  /** @param isKeptOut says that people spoke of the row, so that it must not train */
  constructor(
    private readonly isKeptOut: (row: FeatureRow) => boolean = () => false,
    readonly limit = 200_000,
  ) {}

  add(row: FeatureRow): void {
    if (row.requests < MIN_REQUESTS) this.tooFew++;
    else if (convicts(evidenceReasons(row))) {
      this.suspicious++;
      if (this.suspects.length < MAX_SUSPECTS) this.suspects.push(kept(row));
    } else if (this.isKeptOut(row)) this.labelled++;
    else if (this.#clean++ % this.#stride === 0) {
      this.#rows.push(kept(row));
      if (this.#rows.length === this.limit) {
        this.#rows = this.#rows.filter((_, at) => at % 2 === 0);
        this.#stride *= 2;
      }
    }
  }

  /** How many rows counted as clean, whether they are still kept or not. */
  get clean(): number {
    return this.#clean;
  }

  get all(): readonly TrainingRow[] {
    return this.#rows;
  }

  /** The hour of the oldest row that trains. */
  get from(): string | undefined {
    return this.#rows[0]?.hour;
  }

  /** The older four fifths day by day, to train on, and the newest fifth, to calibrate on what training has not seen. */
  split(): TrainingSplit {
    const cut = Math.floor(this.#rows.length * (1 - HELD_OUT));
    const byAddress = withoutDominance(this.#rows.slice(0, cut), (row) => row.client_ip);
    const training = withoutDominance(byAddress, (row) => row.ja4);
    return {
      periods: byPeriod(training).map((rows): TrainingPeriod => {
        return { from: rows[0]!.hour, to: nextHour(rows.at(-1)!.hour), values: matrix(rows) };
      }),
      training,
      heldOut: this.#rows.slice(cut),
    };
  }
}

function kept({ hour, client_ip, ja4, host, values }: FeatureRow): TrainingRow {
  return { hour, client_ip, ja4, host, values };
}

/** Rows by day, each group with enough of them where there are enough at all. */
function byPeriod(rows: readonly TrainingRow[]): TrainingRow[][] {
  const periods: TrainingRow[][] = [];
  for (const [, day] of Map.groupBy(rows, ({ hour }) => hour.slice(0, 10))) {
    const isFull = (periods.at(-1)?.length ?? Infinity) >= MIN_PERIOD_ROWS;
    periods.push(isFull ? day : [...periods.pop()!, ...day]);
  }
  const last = periods.at(-1);
  if (periods.length < 2 || last!.length >= MIN_PERIOD_ROWS) return periods;
  return [...periods.slice(0, -2), [...periods.at(-2)!, ...last!]];
}

/**
 * At most {@link MAX_SHARE} of the rows for each key, or its even share where there are fewer keys than that allows. Of
 * a key with more, rows evenly spread over its hours stay.
 */
function withoutDominance(rows: readonly TrainingRow[], keyOf: (row: TrainingRow) => string): TrainingRow[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  const most = Math.ceil(Math.max(rows.length * MAX_SHARE, rows.length / counts.size));
  const seen = new Map<string, number>();
  return rows.filter((row) => {
    const key = keyOf(row);
    const at = seen.get(key) ?? 0;
    seen.set(key, at + 1);
    const count = counts.get(key)!;
    const kept = Math.min(count, most);
    return Math.floor((at * kept) / count) !== Math.floor(((at + 1) * kept) / count);
  });
}

/** Rows as the forest takes them: row-major, NaN for what is missing. */
export function matrix(rows: readonly { readonly values: readonly (number | null)[] }[]): Float64Array {
  const width = rows[0]?.values.length ?? 0;
  const values = new Float64Array(rows.length * width);
  let at = 0;
  for (const row of rows) for (const value of row.values) values[at++] = value ?? NaN;
  return values;
}
