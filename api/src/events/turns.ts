import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Line } from './scan.js';

const hashedBytes = 4 * 1024 * 1024;

/** Lines in parts of about so many bytes. Between two parts the process does what else there is: a batch may have 32 MiB. */
export async function* inTurns(lines: readonly Line[], bytes: number): AsyncGenerator<readonly Line[]> {
  let first = 0;
  for (const [at, { end }] of lines.entries()) {
    if (end - lines[first]!.start < bytes && at < lines.length - 1) continue;
    yield lines.slice(first, at + 1);
    first = at + 1;
    await turn();
  }
}

/** The SHA-256 of a body in hexadecimal, computed in turns as well. */
export async function sha256Of(body: Buffer): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < body.length; at += hashedBytes) {
    if (at > 0) await turn();
    hash.update(body.subarray(at, at + hashedBytes));
  }
  return hash.digest('hex');
}
