/** The object that a line of JSON holds. @throws Error that says why it holds none */
export function recordOf(line: string): Record<string, unknown> {
  const record: unknown = JSON.parse(line);
  if (typeof record !== 'object' || record === null || Array.isArray(record)) throw new Error('not an object');
  return record as Record<string, unknown>;
}

/** A text field of a record. @throws Error that names it */
export function textOf(record: Record<string, unknown>, name: string): string {
  const value = record[name];
  if (typeof value !== 'string') throw new Error(`${name} is no text`);
  return value;
}

/** A port number of a record. @throws Error that names it */
export function portOf(record: Record<string, unknown>, name: string): number {
  const value = record[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new Error(`${name} is no port`);
  }
  return value;
}
