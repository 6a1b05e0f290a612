import { language } from '#lib/language.ts';
import { calendar as english } from '#lib/messages/en/calendar.ts';
import { calendar as french } from '#lib/messages/fr/calendar.ts';

const calendar = language === 'fr' ? french : english;
const locale = language === 'fr' ? 'fr-FR' : 'en-GB';

/** Returns what makes something when it is first asked for: a browser takes some milliseconds for each kind of format. */
function atFirstUse<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
const numbers = (options?: Intl.NumberFormatOptions) => atFirstUse(() => new Intl.NumberFormat(locale, options));
const whole = numbers();
const short = numbers({ notation: 'compact', maximumFractionDigits: 1 });
const percent = numbers({ style: 'percent', maximumFractionDigits: 1 });
const decimal = numbers({ maximumSignificantDigits: 4 });
const hundredths = numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const ago = atFirstUse(() => new Intl.RelativeTimeFormat(locale, { style: 'short' }));
const justNow = atFirstUse(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second'));
const regions = atFirstUse(() => new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }));

/** What stands where a number is not known. */
const unknown = '–';
export const formatWhole = (value: number | null): string => (value === null ? unknown : whole().format(value));
export const formatShort = (value: number): string => (value < 10_000 ? whole().format(value) : short().format(value));
export const formatShare = (value: number | null): string => (value === null ? unknown : percent().format(value));
export const formatDecimal = (value: number | null): string => (value === null ? unknown : decimal().format(value));

/** Returns a number to two places, as scores are written. */
export const formatHundredths = (value: number): string => hundredths().format(value);
/** Returns a number as it is: a count to its last digit, anything else to four digits. */
export const formatNumber = (value: number): string =>
  Number.isInteger(value) ? formatWhole(value) : formatDecimal(value);

/** Returns the time of day for today, with the date before it for other days: in the zone of whoever looks. */
export function formatTime(value: string | Date, now: Date = new Date()): string {
  const date = new Date(value);
  return date.toDateString() === now.toDateString() ? clockOf(date, true) : formatDated(date);
}

/** Returns day and time to the minute. */
export function formatDated(value: string | Date): string {
  const date = new Date(value);
  return `${formatDay(date)} ${clockOf(date)}`;
}

/** Returns the label of a bucket of time: its hour, or its day when buckets are that wide. */
export function formatBucket(value: string | Date, bucketSeconds: number): string {
  return bucketSeconds >= 86_400 ? formatDay(value) : formatDated(value);
}

/** Returns the date of a time. */
export function formatDay(value: string | Date): string {
  const date = new Date(value);
  return `${twoDigits(date.getDate())} ${calendar.months[date.getMonth()]}`;
}

/** Not by `Intl.DateTimeFormat`: the first one that a page makes takes longer than all else that its scripts do to begin. */
function clockOf(date: Date, withSeconds = false): string {
  const parts = [date.getHours(), date.getMinutes(), ...(withSeconds ? [date.getSeconds()] : [])];
  return parts.map(twoDigits).join(':');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Returns the name of a day of the week: 1 is Monday. */
export function formatWeekday(number: number): string {
  return calendar.weekdays[number - 1] ?? '';
}

/** Returns a time in UTC as logs have it. */
export function formatUtc(value: string | Date): string {
  return `${new Date(value).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}

/** Returns how long ago a time was, in its largest unit: `3 min ago`. */
export function formatAge(value: string | Date, now: Date = new Date()): string {
  const seconds = Math.max(0, (now.getTime() - new Date(value).getTime()) / 1000);
  const { count, unit } = inLargestUnit(seconds);
  return seconds < 5 ? justNow() : ago().format(-count, unit);
}

/** Returns a length of time in its largest unit. */
export function formatSeconds(seconds: number): string {
  const { count, unit } = inLargestUnit(seconds);
  return `${formatWhole(count)} ${units[unit]}`;
}

const units = { second: 's', minute: 'min', hour: 'h', day: language === 'fr' ? 'j' : 'd' };

function inLargestUnit(seconds: number): { count: number; unit: keyof typeof units } {
  if (seconds < 90) return { count: Math.round(seconds), unit: 'second' };
  if (seconds < 5400) return { count: Math.round(seconds / 60), unit: 'minute' };
  if (seconds < 172_800) return { count: Math.round(seconds / 3600), unit: 'hour' };
  return { count: Math.round(seconds / 86_400), unit: 'day' };
}

/** Returns microseconds as the unit a person would choose. */
export function formatMicroseconds(value: number): string {
  if (value < 1000) return `${formatDecimal(value)} µs`;
  return value < 1_000_000 ? `${decimal().format(value / 1000)} ms` : `${decimal().format(value / 1_000_000)} s`;
}

/** Returns bytes in binary units. */
export function formatBytes(value: number): string {
  const power = value < 1024 ? 0 : Math.min(4, Math.floor(Math.log2(value) / 10));
  return `${decimal().format(Number((value / 1024 ** power).toFixed(1)))} ${['B', 'KiB', 'MiB', 'GiB', 'TiB'][power]}`;
}

/** Returns the name of a country by its two letters; what is no such code comes back as it is. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regions().of(code) ?? code) : code;
}

/** Returns the relative change from one number to another; null when there was nothing before. */
export function changeOf(current: number, previous: number): number | null {
  return previous === 0 ? null : current / previous - 1;
}
