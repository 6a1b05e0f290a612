import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import { decodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { parseTime, timeRange } from '../http/time-range.js';
import type { RequestPosition, RequestSelection, RequestsRepository } from './requests.repository.js';
import type { LoggedRequest, RequestPage, RequestSearch } from './requests.types.js';

const list = 'requests.search';
/** What the store counts lines of a batch up to. */
const maxSeq = 0xffff_ffff;

export class RequestsService {
  constructor(
    private readonly requests: RequestsRepository,
    private readonly clock: Clock,
  ) {}

  async search({ limit = 50, cursor, count = false, ...query }: RequestSearch): Promise<RequestPage> {
    const { from: _from, to: _to, sort = '-time', ...filters } = query;
    const { range, nowMs, after } = cursor === undefined ? this.beginning(query) : continuation(query, cursor);
    const selection = { filters, range, nowMs };
    const [found, total] = await Promise.all([
      this.requests.search(selection, sort, limit + 1, after),
      count ? this.requests.count(selection) : undefined,
    ]);
    const column = sort.replace('-', '') as SortColumn;
    const positionOf = (item: LoggedRequest) => [
      ...[range.from, range.to, nowMs],
      ...[item[column], item.time, item.batch_id, item.seq],
    ];
    return pageOf(list, found, limit, query, positionOf, total);
  }

  async get(id: string): Promise<LoggedRequest> {
    const at = id.lastIndexOf('-');
    const [batchId, seq] = [id.slice(0, at), id.slice(at + 1)];
    const isId = isUuid(batchId) && /^\d{1,10}$/.test(seq) && Number(seq) <= maxSeq;
    const found = isId ? await this.requests.get(batchId, Number(seq)) : undefined;
    if (!found) throw new Problem('not-found', `There is no request ${id}.`);
    return found;
  }

  private beginning(query: Pick<RequestSearch, 'from' | 'to'>): PageStart {
    const nowMs = this.clock.now();
    return { range: timeRange(query, nowMs), nowMs, after: undefined };
  }
}

/** Where a page begins, and what is relative to now: every page of a list means the now of the first. */
type PageStart = Pick<RequestSelection, 'range' | 'nowMs'> & { readonly after: RequestPosition | undefined };

type SortColumn = 'time' | 'status' | 'bytes_in' | 'bytes_out' | 'duration_us';

function continuation(query: unknown, cursor: string): PageStart {
  const [from, to, nowMs, value, time, batchId, seq] = decodeCursor(list, query, cursor, 7);
  const isStart = isCount(from) && isCount(to) && isCount(nowMs);
  const isRow = isUuid(batchId) && isCount(seq) && seq <= maxSeq;
  if (!isStart || !isRow) throw new Problem('bad-request', 'The cursor cannot be read.');
  const at = parseTime(String(time), 'query.cursor', 0);
  const after = { value: isCount(value) ? value : at, time: at, batchId: String(batchId), seq };
  return { range: { from, to }, nowMs, after };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
