import { randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory } from './segments.js';

/** What a spool remembers beside its segments. */
export interface Position {
  /** Names this spool for ever: the first part of every Idempotency-Key. */
  readonly id: string;
  /** Every batch before this one is acknowledged. */
  readonly nextBatch: number;
}

const fileName = 'position.json';

/** The position of a directory; a new one when there is none. @throws Error when the file holds something else */
export async function readPosition(dir: string): Promise<Position> {
  const path = join(dir, fileName);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const position = { id: randomUUID(), nextBatch: 0 };
    await writePosition(dir, position);
    return position;
  }
  try {
    const { id, nextBatch } = JSON.parse(text) as Position;
    if (typeof id === 'string' && Number.isSafeInteger(nextBatch) && nextBatch >= 0) return { id, nextBatch };
  } catch {
    // Told below, like any other content that is no position.
  }
  throw new Error(`${path} is damaged: move it away to send again what is still in this spool`);
}

/** Replaces the position as a whole: whatever is cut off or killed, a reader finds the old one or this one. */
export async function writePosition(dir: string, position: Position): Promise<void> {
  const path = join(dir, fileName);
  const draft = `${path}.new`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(position)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncDirectory(dir);
}
