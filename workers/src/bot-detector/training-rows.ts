import type { FeatureRow } from '../api-types.js';
import { evidenceReasons } from './evidence/index.js';

/** Rows with fewer requests say too little: they neither train a model nor are scored by one. */
export const MIN_REQUESTS = 3;
/** No address and no JA4 gives more of the training rows than this, so that one loud client is not what is normal. */
const MAX_SHARE = 0.01;

/** What training needs of a row. */
interface TrainingRow {
  readonly clientIp: string;
  readonly ja4: string;
  readonly values: readonly (number | null)[];
}

/**
 * Rows to train on, in the order of their hours. Those with evidence against them and those with too few requests are
 * left out and counted. Above `limit` rows every second one is dropped, then every second of what follows, and so on:
 * the whole range stays covered.
 */
export class TrainingRows {
  #rows: TrainingRow[] = [];
  #stride = 1;
  #clean = 0;
  suspicious = 0;
  tooFew = 0;

  constructor(private readonly limit = 200_000) {}

  add(row: FeatureRow): void {
    if (row.requests < MIN_REQUESTS) this.tooFew++;
    else if (evidenceReasons(row).length) this.suspicious++;
    else if (this.#clean++ % this.#stride === 0) {
      this.#rows.push({ clientIp: row.client_ip, ja4: row.ja4, values: row.values });
      if (this.#rows.length === this.limit) {
        this.#rows = this.#rows.filter((_, at) => at % 2 === 0);
        this.#stride *= 2;
      }
    }
  }

  /** The older four fifths, to train on, and the newest fifth, to calibrate on what training has not seen. */
  split(): { training: Float64Array; calibration: Float64Array } {
    const cut = Math.floor(this.#rows.length * 0.8);
    const byAddress = withoutDominance(this.#rows.slice(0, cut), (row) => row.clientIp);
    const training = withoutDominance(byAddress, (row) => row.ja4);
    return { training: matrix(training), calibration: matrix(this.#rows.slice(cut)) };
  }
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
  return Float64Array.from(rows.flatMap(({ values }) => values.map((value) => value ?? NaN)));
}
