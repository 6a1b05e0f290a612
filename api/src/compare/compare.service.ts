import type { Clock } from '../context.js';
import { Problem } from '../http/problem.js';
import { isoTime, timeRange, type TimeRange } from '../http/time-range.js';
import { addRequestFilters, hasFilters } from '../requests/requests.filters.js';
import { Conditions } from '../store/conditions.js';
import { attributeNames } from '../traffic/attributes.js';
import type { CompareRepository, GroupOfRequests } from './compare.repository.js';
import type { ComparedGroup, Comparison, ComparisonResult, TrafficGroup } from './compare.types.js';

const hourUs = 3_600_000_000;
/** Ranges of so many hours are compared in whole ones. */
const hoursFrom = 6;

export class CompareService {
  constructor(
    private readonly comparisons: CompareRepository,
    private readonly clock: Clock,
  ) {}

  async compare({ a, b, attributes = attributeNames, limit = 10 }: Comparison): Promise<ComparisonResult> {
    const [first, second] = [this.group('a', a), this.group('b', b)];
    const [totalsA, totalsB, found] = await Promise.all([
      this.comparisons.totals(first),
      this.comparisons.totals(second),
      this.comparisons.attributes(first, second, [...new Set(attributes)], limit),
    ]);
    const items = found
      .map((item) => ({ ...item, values: item.values.filter(({ difference }) => difference !== 0) }))
      .sort((x, y) => (y.divergence ?? -1) - (x.divergence ?? -1) || x.attribute.localeCompare(y.attribute));
    return { a: { ...timesOf(first), ...totalsA }, b: { ...timesOf(second), ...totalsB }, items };
  }

  /** @throws Problem validation-failed naming the place in the body */
  private group(name: 'a' | 'b', { from, to, ...filters }: TrafficGroup): GroupOfRequests {
    try {
      const times = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      const nowMs = this.clock.now();
      const range = timeRange(times, nowMs);
      const isLong = range.to - range.from >= hoursFrom * hourUs;
      return hasFilters(filters) || !isLong
        ? { range, matching: addRequestFilters(new Conditions(), filters, nowMs) }
        : { range: inHours(range, to !== undefined), matching: undefined };
    } catch (error) {
      throw error instanceof Problem ? inBody(error, `/${name}`) : error;
    }
  }
}

const timesOf = ({ range }: GroupOfRequests): Pick<ComparedGroup, 'from' | 'to'> => ({
  from: isoTime(range.from),
  to: isoTime(range.to),
});

/** Ranges that meet still meet, and what came this hour is part of one that ends now. */
function inHours({ from, to }: TimeRange, hasEnd: boolean): TimeRange {
  return { from: from - (from % hourUs), to: (hasEnd ? Math.floor(to / hourUs) : Math.ceil(to / hourUs)) * hourUs };
}

/** Says of a problem with a parameter where that stands in the body. */
function inBody(problem: Problem, pointer: string): Problem {
  const place = (text: string): string => text.replaceAll('query.', `${pointer}/`);
  const errors = problem.errors?.map(({ location, message }) => ({
    location: place(location),
    message: place(message),
  }));
  return new Problem(problem.code, place(problem.message), errors ? { errors } : {});
}
