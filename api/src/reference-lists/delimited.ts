import { ListFileError } from './entries.js';

/** Returns the fields of a line: separated by tabs when it has any, else CSV as RFC 4180 quotes it. */
export function fieldsOf(line: string): string[] {
  if (line.includes('\t')) return line.split('\t').map((field) => field.trim());
  if (!line.includes('"')) return line.split(',').map((field) => field.trim());
  const fields: string[] = [];
  for (let at = 0; at <= line.length;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(?:,|$)/.exec(line.slice(at));
    const end = quoted ? at + quoted[0].length - (quoted[0].endsWith(',') ? 1 : 0) : line.indexOf(',', at);
    const stop = end === -1 ? line.length : end;
    fields.push(quoted ? quoted[1]!.replaceAll('""', '"') : line.slice(at, stop).trim());
    at = stop + 1;
  }
  return fields;
}

/** Far above what publishers write; a line is parsed in one piece. */
const maxLineBytes = 4096;

/**
 * Yields the lines of a file with their numbers.
 * @throws ListFileError
 */
export function* linesOf(bytes: Buffer): Generator<[line: string, number: number]> {
  let number = 0;
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    number++;
    if (end - start > maxLineBytes) throw new ListFileError(`line ${number}: it has more than ${maxLineBytes} bytes`);
    yield [bytes.toString('utf8', start, end).trim(), number];
    start = end + 1;
  }
}
