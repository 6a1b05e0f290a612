/** Last microsecond of the year 9999; RFC 3339 knows no later one. */
const maxTimeUs = 253_402_300_799_999_999;

/** Microseconds since 1970 as RFC 3339 with microseconds, UTC. Times that RFC 3339 cannot say become its nearest. */
export function timeText(timeUs: number): string {
  const us = Math.floor(Math.min(Math.max(timeUs, 0), maxTimeUs));
  const ms = Math.floor(us / 1000);
  const text = new Date(ms).toISOString();
  return `${text.slice(0, -1)}${String(us - ms * 1000).padStart(3, '0')}Z`;
}
