/** if_tsresol of pcapng: powers of ten (microseconds: 6), with the top bit set powers of two. */
export type Resolution = number;

export const defaultResolution: Resolution = 6;

/**
 * Microseconds since 1970 of a pcapng time stamp, exact for decimal resolutions to the picosecond although
 * a count of nanoseconds does not fit a double: 2^32 ticks are split into whole microseconds and a rest first.
 */
export function timestampUs(high: number, low: number, resolution: Resolution): number {
  const power = resolution & 0x7f;
  if (resolution & 0x80) return Math.floor((high * 2 ** (32 - power) + low / 2 ** power) * 1e6);
  if (power <= 6) return (high * 2 ** 32 + low) * 10 ** (6 - power);
  const ticks = 10 ** (power - 6);
  const whole = Math.floor(2 ** 32 / ticks);
  return high * whole + Math.floor((high * (2 ** 32 - whole * ticks) + low) / ticks);
}
