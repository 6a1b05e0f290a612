import { parseArgs } from 'node:util';
import { fingerprintFile } from '../fingerprint.js';
import { LineWriter } from './line-writer.js';
import { UsageError } from './usage.js';

/**
 * Prints each ClientHello of the captures as one line of JSON.
 *
 * @returns the exit code: 2 when a file could not be read at all, else 0.
 */
export async function fingerprintCommand(args: string[]): Promise<number> {
  const { positionals: files } = parseArgs({ args, allowPositionals: true, options: {} });
  if (files.length === 0) throw new UsageError('names no file');
  const out = new LineWriter(process.stdout);
  let exitCode = 0;
  for (const file of files) {
    try {
      const { warning } = await fingerprintFile(file, (event, frame) => {
        out.write(JSON.stringify({ file, frame, ...event }));
      });
      if (warning) process.stderr.write(`${file}: ${warning}\n`);
    } catch (error) {
      process.stderr.write(`${file}: ${(error as Error).message}\n`);
      exitCode = 2;
    }
  }
  await out.end();
  return exitCode;
}
