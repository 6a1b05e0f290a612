import { Problem } from './problem.js';

/** Returns the ETag of a stored version. */
export function etagOf({ version }: { readonly version: number }): string {
  return `"${version}"`;
}

/**
 * Checks that a caller changes what it has read.
 * @throws Problem precondition-required without If-Match, precondition-failed when another version is stored
 */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  if (ifMatch === undefined) throw new Problem('precondition-required', 'Send the ETag of what you read as If-Match.');
  if (ifMatch === '*' || ifMatch === etagOf({ version })) return;
  throw new Problem('precondition-failed', `It is at version ${version} now: read it again.`);
}
