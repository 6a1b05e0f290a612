import { parseTimeUs } from '../sentinel/time.js';
import { UsageError } from './usage.js';

/** The number that an option names. @throws UsageError when it is not a whole number from `min` to `max`. */
export function wholeNumber(option: string, text: string, min: number, max: number): number {
  const number = Number(text);
  if (!/^-?\d+$/.test(text) || number < min || number > max) {
    throw new UsageError(`${option}: expected a whole number from ${min} to ${max}, not ${JSON.stringify(text)}`);
  }
  return number;
}

const unitsMs = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** Milliseconds of a duration like `90s`, `30m`, `1h` or `1d`. @throws UsageError when it is none. */
export function durationMs(option: string, text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const ms = Number(number) * (unitsMs.get(unit) ?? NaN);
  if (!(ms > 0)) throw new UsageError(`${option}: expected a duration like 30m or 1h, not ${JSON.stringify(text)}`);
  return ms;
}

/** Microseconds since 1970 of an RFC 3339 time. @throws UsageError when it is none. */
export function timeUs(option: string, text: string): number {
  try {
    return parseTimeUs(text);
  } catch (error) {
    throw new UsageError(`${option}: ${(error as Error).message}`, { cause: error });
  }
}
