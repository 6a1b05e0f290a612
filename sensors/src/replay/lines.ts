const newline = 0x0a;
/** Longest line that a record can have; the API refuses longer ones. */
const maxLineBytes = 4 * 1024 * 1024;

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/**
 * The lines of a text in UTF-8, empty ones left out.
 *
 * @throws Error naming a line that is too long.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let rest = Buffer.alloc(0);
  let number = 0;
  for await (const chunk of chunks) {
    const bytes = rest.length ? Buffer.concat([rest, chunk]) : Buffer.from(chunk);
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      number += 1;
      if (end > start) yield { number, text: bytes.toString('utf8', start, end) };
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > maxLineBytes) throw new Error(`line ${number + 1} is longer than ${maxLineBytes} bytes`);
  }
  if (rest.length) yield { number: number + 1, text: rest.toString('utf8') };
}
