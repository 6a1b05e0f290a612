const newline = 0x0a;

/** Lines and how many they are. */
export interface Part {
  readonly text: Buffer;
  readonly lines: number;
}

/** The lines of a text of at least two, in two parts that differ by at most one line. */
export function halves(text: Buffer): [Part, Part] {
  const ends: number[] = [];
  for (let at = text.indexOf(newline); at >= 0; at = text.indexOf(newline, at + 1)) ends.push(at + 1);
  const lines = Math.ceil(ends.length / 2);
  const cut = ends[lines - 1]!;
  return [
    { text: text.subarray(0, cut), lines },
    { text: text.subarray(cut), lines: ends.length - lines },
  ];
}
