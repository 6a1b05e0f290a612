/**
 * Returns the first `length` units of a text, as whole characters: half a surrogate pair, which a cut may leave, no store
 * takes and the API refuses with all that is sent beside it. A character that is cut becomes U+FFFD.
 */
export function beginning(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}
