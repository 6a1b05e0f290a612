import { parseInstant } from '../http/time-range.js';

/** SQL of an instant given as a parameter in microseconds since 1970 UTC. */
export function instant(parameter: string): string {
  return `fromUnixTimestamp64Micro({${parameter}:Int64}, 'UTC')`;
}

/** Microseconds since 1970 UTC of a time that the store wrote. */
export function micros(time: string): number {
  return parseInstant(time, 'store');
}
