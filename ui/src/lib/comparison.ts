import { comparedRange, comparisons, defaultFrom, endsOf, type Comparison } from '#lib/range.ts';
import { choiceOf, rangeParameters } from '#lib/url.ts';

/** Returns the two ends of the page's range as times. */
export function chosenEnds(): { from: Date; to: Date } {
  const { from, to } = rangeParameters();
  return endsOf(from, to, new Date());
}

/** Returns what the page's range is compared with. */
export function chosenComparison(): Comparison {
  return choiceOf('compare', comparisons) ?? comparisons[0];
}

/** Returns the range that the page's own is compared with, as a body of the API wants it. */
export function comparison(): { from: string; to: string } {
  return comparedRange(chosenEnds(), chosenComparison());
}

/** Returns the page's own range with its start named, as a body of the API wants it. */
export function chosenRange(): { from: string; to?: string } {
  return { from: defaultFrom, ...rangeParameters() };
}
