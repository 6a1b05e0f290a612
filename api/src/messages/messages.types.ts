/** A sentence taken apart, so that it can be said in another language: docs/messages.md has all of them. */
export interface Message {
  /**
   * Names the sentence for ever.
   * @example "login-bruteforce.refused"
   */
  key: string;
  /**
   * What is filled in, by its name; numbers as JSON writes them, shares from 0 to 1, lengths of time in seconds.
   * @example { "refused": "38", "attempts": "40" }
   */
  values: Record<string, string>;
}
