import type { Clock } from '../context.js';
import { Problem } from '../http/problem.js';
import { isoTime, timeRange } from '../http/time-range.js';
import { attributeNames } from '../traffic/attributes.js';
import { groupOfRequests, type CompareRepository, type GroupOfRequests } from './compare.repository.js';
import type { ComparedGroup, Comparison, ComparisonResult, TrafficGroup } from './compare.types.js';

export class CompareService {
  constructor(
    private readonly comparisons: CompareRepository,
    private readonly clock: Clock,
  ) {}

  async compare({ a, b, attributes = attributeNames, limit = 10 }: Comparison): Promise<ComparisonResult> {
    const [first, second] = [this.group('a', a), this.group('b', b)];
    const [totals, found] = await Promise.all([
      this.comparisons.totals(first, second),
      this.comparisons.attributes(first, second, [...new Set(attributes)], limit),
    ]);
    const shown = ({ range }: GroupOfRequests, index: number): ComparedGroup => ({
      from: isoTime(range.from),
      to: isoTime(range.to),
      ...totals[index]!,
    });
    const items = found
      .map((item) => ({ ...item, values: item.values.filter(({ difference }) => difference !== 0) }))
      .sort((x, y) => (y.divergence ?? -1) - (x.divergence ?? -1) || x.attribute.localeCompare(y.attribute));
    return { a: shown(first, 0), b: shown(second, 1), items };
  }

  /** @throws Problem validation-failed naming the place in the body */
  private group(name: 'a' | 'b', { from, to, ...filters }: TrafficGroup): GroupOfRequests {
    try {
      const times = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      const nowMs = this.clock.now();
      return groupOfRequests(filters, timeRange(times, nowMs), nowMs, `${name}_`);
    } catch (error) {
      throw error instanceof Problem ? inBody(error, `/${name}`) : error;
    }
  }
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
