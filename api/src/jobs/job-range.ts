import { invalid } from '../http/invalid.js';
import { isoTime, parseInstant } from '../http/time-range.js';

/**
 * Returns the range of a job as its payload has it.
 * @throws Problem validation-failed when a bound is no time or the range is empty.
 */
export function jobRange(range: { from?: string; to?: string }): { from?: string; to?: string } {
  const from = range.from === undefined ? undefined : parseInstant(range.from, '/from');
  const to = range.to === undefined ? undefined : parseInstant(range.to, '/to');
  if (from !== undefined && to !== undefined && from >= to) {
    throw invalid('/from', 'must be before to');
  }
  return {
    ...(from === undefined ? {} : { from: isoTime(from) }),
    ...(to === undefined ? {} : { to: isoTime(to) }),
  };
}
