import type { Clock } from '../context.js';
import { allRows, type RowsPage } from '../downloads/all-rows.js';
import type { Export } from '../downloads/downloads.js';
import { rowsExport } from '../downloads/rows-export.js';
import { wholeHours } from '../http/time-range.js';
import type { FeatureKey, FeaturesRepository } from './features.repository.js';
import { featureList } from './features.service.js';
import type { FeatureExport } from './features.types.js';
import { pageEnd } from './page-end.js';

/** Understanding the statement of a page costs as much as a thousand of its rows. */
const pageRows = 10_000;

/** Rows of any range, after a line that says what their values are. */
export class FeaturesExport {
  constructor(
    private readonly repository: FeaturesRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem validation-failed when the range or a filter does not fit */
  of(search: FeatureExport): Export {
    const { from: _from, to: _to, min_requests = 1, one_in = 1, ...filters } = search;
    const hours = wholeHours(search, this.clock.now());
    const read = async (start: FeatureKey | undefined): Promise<RowsPage<FeatureKey>> => {
      const slice = { filters, hours, minRequests: min_requests, oneIn: one_in, start };
      const next = await pageEnd(this.repository, slice, pageRows);
      const rows = await this.repository.texts(slice, next);
      return { rows: start ? rows : [JSON.stringify(featureList), ...rows], next };
    };
    return rowsExport({ name: 'features', format: 'ndjson', columns: [], rows: () => allRows(read) });
  }
}
