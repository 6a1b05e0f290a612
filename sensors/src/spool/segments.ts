import { open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { FrameFile } from './frame-file.js';

/** A file of whole batches, named by the number of the first. */
export interface Segment {
  readonly path: string;
  readonly firstBatch: number;
  /** How far it may be read: the end of its last closed batch. */
  bytes: number;
}

const nameOf = (firstBatch: number): string => `${String(firstBatch).padStart(15, '0')}.segment`;

/** A segment that does not exist yet. */
export function segmentOf(dir: string, firstBatch: number): Segment {
  return { path: join(dir, nameOf(firstBatch)), firstBatch, bytes: 0 };
}

/** What a directory holds after whatever happened to its last writer. */
export interface Recovered {
  /** Oldest first; every byte of them can be read. */
  readonly segments: Segment[];
  /** Number of the newest batch there is, -1 without any. */
  readonly lastBatch: number;
  /** Bytes cut off the newest segment: a write that was not finished. */
  readonly tornBytes: number;
}

/**
 * Finds the segments of a directory. Only the newest can end in the middle of a write: it is read to its end, and what
 * is behind the last whole frame is cut off.
 */
export async function recover(dir: string): Promise<Recovered> {
  const names = (await readdir(dir)).filter((name) => /^\d{15}\.segment$/.test(name)).sort();
  const segments: Segment[] = [];
  for (const name of names) {
    const path = join(dir, name);
    segments.push({ path, firstBatch: Number(name.slice(0, 15)), bytes: (await stat(path)).size });
  }
  const newest = segments.at(-1);
  if (!newest) return { segments, lastBatch: -1, tornBytes: 0 };
  const { end, lastBatch } = await contentOf(newest, newest.firstBatch);
  const tornBytes = newest.bytes - end;
  if (tornBytes > 0) await truncate(newest.path, end);
  newest.bytes = end;
  if (end === 0) {
    segments.pop();
    await rm(newest.path);
  }
  return { segments, lastBatch, tornBytes };
}

/** Lines of a segment's batches from `fromBatch` on, its last batch, and where its last whole frame ends. */
export async function contentOf(
  { path, firstBatch, bytes }: Segment,
  fromBatch: number,
): Promise<{ lines: number; lastBatch: number; end: number }> {
  const file = await FrameFile.open(path);
  try {
    let lines = 0;
    let lastBatch = firstBatch;
    for (;;) {
      const frame = await file.peek(bytes);
      if (frame === null || frame === 'damaged') return { lines, lastBatch, end: file.offset };
      if (frame.batch >= fromBatch) lines += frame.lines;
      lastBatch = frame.batch;
      file.skip(frame);
    }
  } finally {
    await file.close();
  }
}

/** Makes names that were added to a directory or renamed in it survive a loss of power. */
export async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
