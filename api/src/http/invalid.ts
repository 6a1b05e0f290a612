import { Problem } from './problem.js';

/** Returns the problem of one value that does not fit: `location` is a parameter (`query.from`) or a JSON pointer. */
export function invalid(location: string, message: string): Problem {
  return new Problem('validation-failed', `${location} ${message}.`, { errors: [{ location, message }] });
}
