/** Half of what a ClickHouse server takes as one parameter (`http_max_field_value_size`), which leaves room for escapes. */
const maxBytes = 64 * 1024;
/** Quotes and a comma. */
const bytesAround = 3;

/** Returns parts of a list that each fit into one query parameter: parameters travel in an address, which has a length. */
export function* partsOf(values: readonly string[]): Generator<string[], void> {
  let part: string[] = [];
  let room = maxBytes;
  for (const value of values) {
    const bytes = Buffer.byteLength(value) + bytesAround;
    if (bytes > room && part.length) {
      yield part;
      part = [];
      room = maxBytes;
    }
    part.push(value);
    room -= bytes;
  }
  if (part.length) yield part;
}
