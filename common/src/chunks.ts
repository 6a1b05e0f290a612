/** Parts of a list that have `size` items, the last one maybe fewer. */
export function* chunks<T>(items: readonly T[], size: number): Generator<T[], void> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
