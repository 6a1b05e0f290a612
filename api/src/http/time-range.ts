import { invalid } from './invalid.js';
import { Problem } from './problem.js';

const secondsOf = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const relative = /^-(\d{1,9})([smhd])$/;
/** ClickHouse counts its finest times in nanoseconds of 64 bits: they end in 2262. */
const latest = Date.parse('2262-01-01T00:00:00Z') * 1000;
const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.(\d{1,9}))?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * Returns the microseconds since 1970 UTC that a caller means: RFC 3339, or relative to now like `-24h`.
 *
 * @param location where it stands, for the problem: `query.from`
 * @throws Problem validation-failed
 */
export function parseTime(text: string, location: string, nowMs: number): number {
  const [, amount, unit] = relative.exec(text) ?? [];
  if (amount && unit) {
    // Long before there was anything to see is as good as 1970.
    return Math.max(0, (nowMs - Number(amount) * secondsOf[unit as keyof typeof secondsOf] * 1000) * 1000);
  }
  const microseconds = instant(text);
  if (microseconds !== undefined) return microseconds;
  throw invalid(location, 'must be a time like 2026-11-22T14:00:00Z, or relative to now like -24h or -7d');
}

/**
 * Returns the microseconds since 1970 UTC of a time in a body: RFC 3339 only.
 *
 * @param location JSON pointer, for the problem
 * @throws Problem validation-failed
 */
export function parseInstant(text: string, location: string): number {
  const microseconds = instant(text);
  if (microseconds !== undefined) return microseconds;
  throw invalid(location, 'must be a time like 2026-11-22T14:00:00Z');
}

function instant(text: string): number | undefined {
  const [match, fraction = ''] = rfc3339.exec(text) ?? [];
  const seconds =
    match === undefined || !isDay(match.slice(0, 10)) ? NaN : Date.parse(match.replace(/\.\d+/, '')) * 1000;
  return Number.isNaN(seconds) || seconds < 0 || seconds > latest
    ? undefined
    : seconds + Number(fraction.padEnd(6, '0').slice(0, 6));
}

/** Date.parse takes 30 February for 2 March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

/** From, inclusive, to end, exclusive: microseconds since 1970 UTC. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the range that the parameters `from` and `to` name; the end is now without `to`.
 * @throws Problem validation-failed when one is no time, or the range is empty.
 */
export function timeRange(search: { from?: string; to?: string }, nowMs: number, defaultFrom = '-24h'): TimeRange {
  const from = parseTime(search.from ?? defaultFrom, 'query.from', nowMs);
  const to = search.to === undefined ? nowMs * 1000 : parseTime(search.to, 'query.to', nowMs);
  if (from >= to) throw invalid('query.from', 'must be before query.to');
  return { from, to };
}

/** Returns the range that an answer says it is of. */
export function rangeOfAnswer({ from, to }: { from: string; to: string }): TimeRange {
  return { from: parseInstant(from, 'from'), to: parseInstant(to, 'to') };
}

/**
 * Returns the range that a cursor carries, so that all pages are of what the first one meant by `-24h`.
 * @throws Problem bad-request when it carries none
 */
export function rangeOfCursor(from: unknown, to: unknown): TimeRange {
  const isTime = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
  if (isTime(from) && isTime(to) && from <= to && to <= latest) return { from, to };
  throw new Problem('bad-request', 'The cursor cannot be read.');
}

const hourUs = 3_600_000_000;
const maxHours = 400 * 24;

/**
 * Returns the whole hours that a range touches: what hourly aggregates can say.
 * @throws Problem validation-failed, also when there are more than 400 days of them
 */
export function hourRange(search: { from?: string; to?: string }, nowMs: number, defaultFrom?: string): TimeRange {
  const { from, to } = timeRange(search, nowMs, defaultFrom);
  const hours = { from: from - (from % hourUs), to: Math.ceil(to / hourUs) * hourUs };
  if (hours.to - hours.from > maxHours * hourUs) throw invalid('query.from', 'must be at most 400 days before to');
  return hours;
}

/**
 * Returns the range cut down to full hours: without the hour that runs, where there is no `to`.
 * @throws Problem validation-failed when one is no time, or the range is empty.
 */
export function wholeHours(search: { from?: string; to?: string }, nowMs: number): TimeRange {
  const { from, to } = timeRange(search, nowMs);
  return { from: from - (from % hourUs), to: to - (to % hourUs) };
}

/** A range that may be open on either side. */
export interface OpenRange {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/**
 * Returns the range that `from` and `to` name, without limit where one is absent.
 *
 * @param prefix where they stand, for problems: `query.`, or a JSON pointer
 * @throws Problem validation-failed when one is no time, or the range is empty.
 */
export function openRange(search: { from?: string; to?: string }, nowMs: number, prefix = 'query.'): OpenRange {
  const bound = (name: 'from' | 'to'): number | undefined =>
    search[name] === undefined ? undefined : parseTime(search[name], `${prefix}${name}`, nowMs);
  const [from, to] = [bound('from'), bound('to')];
  if (from !== undefined && to !== undefined && from >= to) {
    throw invalid(`${prefix}from`, `must be before ${prefix}to`);
  }
  return { from, to };
}

/** Returns a range as a cursor carries it, which has no place for what is absent. */
export function rangeInCursor({ from, to }: OpenRange): [from: number | string, to: number | string] {
  return [from ?? '', to ?? ''];
}

/**
 * Returns the range that {@link rangeInCursor} put into a cursor.
 * @throws Problem bad-request when it carries none
 */
export function openRangeOfCursor(from: unknown, to: unknown): OpenRange {
  const range = rangeOfCursor(from === '' ? 0 : from, to === '' ? latest : to);
  return { from: from === '' ? undefined : range.from, to: to === '' ? undefined : range.to };
}

/** Returns RFC 3339 in UTC with six decimals, as the store writes them. */
export function isoTime(microseconds: number): string {
  const rest = String(microseconds % 1000).padStart(3, '0');
  return new Date(Math.floor(microseconds / 1000)).toISOString().replace('Z', `${rest}Z`);
}
