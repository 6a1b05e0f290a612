import { parseArgs } from 'node:util';
import { fingerprintFile, type CaptureProgress } from '../fingerprint.js';
import type { Counters } from '../sentinel/counters.js';
import { eventFields } from '../sentinel/event-json.js';
import type { EventSink } from '../sentinel/sentinel.js';
import { HelloTable } from './hello-table.js';
import { LineWriter } from './line-writer.js';
import { ProgressLine } from './progress.js';
import { summaryText } from './summary.js';
import { defaultColumns, printable } from './terminal.js';
import { UsageError } from './usage.js';

/** What the system calls mistakes that people make with files. */
const fileErrors = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'is a directory, not a capture'],
  ['EACCES', 'may not be read'],
]);

function fileErrorText(error: Error): string {
  return ('code' in error && fileErrors.get(String(error.code))) || error.message;
}

/** JSON leaves the last control characters as they are, which a terminal may obey. */
function shownJson(json: string): string {
  if (!process.stdout.isTTY) return json;
  return json.replace(/[\x7f-\x9f]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

/**
 * Prints each ClientHello of the captures: a table where standard output is a terminal, else one line of JSON each.
 *
 * @returns the exit code: 2 when a file could not be read at all, else 0.
 */
export async function fingerprintCommand(args: string[]): Promise<number> {
  const { positionals: files, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  if (files.length === 0) throw new UsageError('names no file');
  const { stdout, stderr } = process;
  const table = stdout.isTTY && !values.json ? new HelloTable(stdout.columns || defaultColumns) : null;
  const out = new LineWriter(stdout);
  const read: Readonly<Counters>[] = [];
  let unreadable = 0;
  if (table) stdout.write(`${table.heading()}\n`);
  for (const file of files) {
    const progress = stderr.isTTY ? new ProgressLine(stderr, file) : null;
    const lineStart = `{"file":${shownJson(JSON.stringify(file))},"frame":`;
    const print: EventSink = (event, frame) => {
      if (!table) return out.write(`${lineStart}${frame},${shownJson(eventFields(event))}}`);
      progress?.hide();
      stdout.write(`${table.row(event)}\n`);
    };
    const say = (message: string): void => {
      progress?.hide();
      stderr.write(printable(`${file}: ${message}`) + '\n');
    };
    const pause = async (state: CaptureProgress): Promise<void> => {
      progress?.show(state);
      if (stdout.writableNeedDrain) await new Promise((resolve) => stdout.once('drain', resolve));
    };
    try {
      const { counters, warning } = await fingerprintFile(file, print, pause);
      read.push(counters);
      if (warning) say(warning);
    } catch (error) {
      say(fileErrorText(error as Error));
      unreadable += 1;
    }
    progress?.hide();
  }
  await out.end();
  if (table) stderr.write(`${summaryText(read, unreadable)}\n`);
  return unreadable > 0 ? 2 : 0;
}
