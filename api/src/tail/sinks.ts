import { once } from 'node:events';
import { open, type FileHandle } from 'node:fs/promises';
import type { Position, Sink } from './tail.js';

/** Writes to standard output, as slowly as its reader reads. */
export const stdoutSink: Sink = {
  async write(line) {
    if (!process.stdout.write(line)) await once(process.stdout, 'drain');
  },
};

const chunkBytes = 64 * 1024;
const newline = 0x0a;

/** A file that lines are appended to; it is its own bookmark, since each line says where it stands. */
export class FileSink implements Sink {
  private constructor(
    private readonly file: FileHandle,
    /** The position of its last whole line; before everything in a new file. */
    readonly position: Position,
  ) {}

  /** Opens the file, makes it when it is not there, and cuts off half a line that a kill left at its end. */
  static async open(path: string): Promise<FileSink> {
    const file = await open(path, 'a+');
    const { start, end } = await lastLine(file);
    await file.truncate(end);
    if (start === end) return new FileSink(file, { joinNo: 0, seq: 0 });
    const line = Buffer.alloc(end - start);
    await file.read(line, 0, line.length, start);
    const { join_no: joinNo, seq } = JSON.parse(line.toString()) as { join_no: number; seq: number };
    if (!Number.isSafeInteger(joinNo) || !Number.isSafeInteger(seq)) {
      await file.close();
      throw new Error(`${path}: its last line is not a request that \`tail\` wrote`);
    }
    return new FileSink(file, { joinNo, seq });
  }

  async write(line: string): Promise<void> {
    await this.file.appendFile(line);
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

/** Returns where the last whole line begins and ends, its newline included. */
async function lastLine(file: FileHandle): Promise<{ start: number; end: number }> {
  const { size } = await file.stat();
  const end = (await newlineBefore(file, size)) + 1;
  return { start: end === 0 ? 0 : (await newlineBefore(file, end - 1)) + 1, end };
}

/** Returns the offset of the last newline before `limit`, or -1. */
async function newlineBefore(file: FileHandle, limit: number): Promise<number> {
  const chunk = Buffer.alloc(chunkBytes);
  for (let to = limit; to > 0; to -= chunkBytes) {
    const from = Math.max(0, to - chunkBytes);
    await file.read(chunk, 0, to - from, from);
    const found = chunk.subarray(0, to - from).lastIndexOf(newline);
    if (found !== -1) return from + found;
  }
  return -1;
}
