/**
 * Microseconds since 1970 as RFC 3339 with microseconds, UTC.
 * Times that cannot be, from damaged captures, become the nearest that can be counted exactly: 1970 to 2255.
 */
export function timeText(timeUs: number): string {
  const us = Math.floor(Math.min(Math.max(timeUs, 0), Number.MAX_SAFE_INTEGER));
  const second = Math.floor(us / 1e6);
  if (second !== lastSecond) {
    lastSecond = second;
    lastText = new Date(second * 1000).toISOString().slice(0, -'000Z'.length);
  }
  return `${lastText}${String(us - second * 1e6).padStart(6, '0')}Z`;
}

/** Packets come by the thousand within a second: its text is kept. */
let lastSecond = -1;
let lastText = '';

const rfc3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i;

/**
 * Microseconds since 1970 of an RFC 3339 time.
 *
 * @throws Error when it is none.
 */
export function parseTimeUs(text: string): number {
  const [, seconds = '', fraction = '', zone = ''] = rfc3339.exec(text) ?? [];
  const ms = Date.parse(seconds + zone);
  if (Number.isNaN(ms)) throw new Error(`${JSON.stringify(text)} is not an RFC 3339 time`);
  return ms * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0'));
}
