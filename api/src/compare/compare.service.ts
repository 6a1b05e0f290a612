import type { Clock } from '../context.js';
import { Problem } from '../http/problem.js';
import { isoTime, timeRange, type TimeRange } from '../http/time-range.js';
import { addRequestFilters, hasFilters } from '../requests/requests.filters.js';
import { Conditions } from '../store/conditions.js';
import type { Retention } from '../store/retention.js';
import type { AttributeRows } from '../traffic/attribute-rows.js';
import { attributeNames } from '../traffic/attributes.js';
import { allRows, attributeRows, type CompareRepository, type GroupOfRequests } from './compare.repository.js';
import type { ComparedGroup, Comparison, ComparisonResult, TrafficGroup } from './compare.types.js';

const hourUs = 3_600_000_000;
/** Ranges of so many hours are compared in whole ones. */
const hoursFrom = 6;

export class CompareService {
  constructor(
    private readonly groups: CompareRepository,
    private readonly retention: Retention,
    private readonly clock: Clock,
  ) {}

  async compare({ a, b, attributes = attributeNames, limit = 10 }: Comparison): Promise<ComparisonResult> {
    const nowMs = this.clock.now();
    const [first, second] = [groupOf('a', a, nowMs), groupOf('b', b, nowMs)];
    const kept = (rowsOf: (group: GroupOfRequests) => AttributeRows): [a: boolean, b: boolean] => {
      const sinceOf = (group: GroupOfRequests): number => this.retention.keptSince(rowsOf(group).table, nowMs);
      // Of the same time as much is gone in either.
      if (isSameTime(first, second) && sinceOf(first) === sinceOf(second)) return [true, true];
      return [first.range.from >= sinceOf(first), second.range.from >= sinceOf(second)];
    };
    const wanted = [...new Set(attributes)];
    const known = wanted.filter((attribute) => kept((group) => attributeRows(attribute, group)).every(Boolean));
    const [isKeptA, isKeptB] = kept(allRows);
    const [totalsA, totalsB, found] = await Promise.all([
      isKeptA ? this.groups.totals(first) : notKept,
      isKeptB ? this.groups.totals(second) : notKept,
      known.length ? this.groups.attributes(first, second, known, limit) : [],
    ]);
    const unknown = wanted.filter((attribute) => !known.includes(attribute));
    const items = [...found, ...unknown.map((attribute) => ({ attribute, divergence: null, values: [] }))]
      .map((item) => ({ ...item, values: item.values.filter(({ difference }) => difference !== 0) }))
      .sort((x, y) => (y.divergence ?? -1) - (x.divergence ?? -1) || x.attribute.localeCompare(y.attribute));
    return { a: { ...timesOf(first), ...totalsA }, b: { ...timesOf(second), ...totalsB }, items };
  }
}

/** What is left of them would read as a difference. */
const notKept = { requests: null, ips: null };

/** Requests of the time that was asked for, or of its whole hours. */
interface AskedGroup extends GroupOfRequests {
  readonly asked: TimeRange;
}

/** @throws Problem validation-failed naming the place in the body */
function groupOf(name: 'a' | 'b', { from, to, ...filters }: TrafficGroup, nowMs: number): AskedGroup {
  try {
    const times = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    const asked = timeRange(times, nowMs);
    const isLong = asked.to - asked.from >= hoursFrom * hourUs;
    return hasFilters(filters) || !isLong
      ? { asked, range: asked, matching: addRequestFilters(new Conditions(), filters, nowMs) }
      : { asked, range: inHours(asked, to !== undefined), matching: undefined };
  } catch (error) {
    throw error instanceof Problem ? inBody(error, `/${name}`) : error;
  }
}

const isSameTime = ({ asked: a }: AskedGroup, { asked: b }: AskedGroup): boolean => a.from === b.from && a.to === b.to;

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
