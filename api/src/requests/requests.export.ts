import type { Clock } from '../context.js';
import { allRows, type RowsPage } from '../downloads/all-rows.js';
import type { Export } from '../downloads/downloads.js';
import { rowsExport } from '../downloads/rows-export.js';
import { fields } from '../fields.js';
import { parseTime, timeRange } from '../http/time-range.js';
import type { RequestPosition, RequestsRepository } from './requests.repository.js';
import type { LoggedRequest, RequestExport } from './requests.types.js';

const pageSize = 2500;
const columns = ['id', ...fields.map(({ name }) => name)];

/** Exports of requests. */
export class RequestsExport {
  constructor(
    private readonly requests: RequestsRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem validation-failed when the range or a filter does not fit */
  of({ format = 'ndjson', from, to, sort = 'time', ...filters }: RequestExport): Export {
    const nowMs = this.clock.now();
    const range = timeRange({ ...(from && { from }), ...(to && { to }) }, nowMs);
    const selection = { filters, range, nowMs };
    const read = async (after: RequestPosition | undefined): Promise<RowsPage<RequestPosition>> => {
      const rows = await this.requests.texts(selection, sort, pageSize, after);
      const last = rows.length < pageSize ? undefined : rows.at(-1);
      return { rows, next: last === undefined ? undefined : positionOf(last) };
    };
    return rowsExport({ name: 'requests', format, columns, rows: () => allRows(read) });
  }
}

function positionOf(row: string): RequestPosition {
  const { time, batch_id: batchId, seq } = JSON.parse(row) as LoggedRequest;
  const at = parseTime(time, 'time', 0);
  return { value: at, time: at, batchId, seq };
}
