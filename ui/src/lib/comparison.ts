import { comparedRange, comparisons, defaultFrom, endsOf } from '#lib/range.ts';
import { parameter, rangeParameters } from '#lib/url.ts';

/** Returns the two ends of the page's range as times. */
export function chosenEnds(): { from: Date; to: Date } {
  const { from, to } = rangeParameters();
  return endsOf(from, to, new Date());
}

/** Returns the range that the page's own is compared with, as the API takes it. */
export function comparison(): { from: string; to: string } {
  const chosen = comparisons.find((each) => each === parameter('compare')) ?? comparisons[0];
  return comparedRange(chosenEnds(), chosen);
}

/** Returns the page's own range with its start named, as a body of the API wants it. */
export function chosenRange(): { from: string; to?: string } {
  return { from: defaultFrom, ...rangeParameters() };
}
