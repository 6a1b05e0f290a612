/** What one look at the host found: `wrong` stops the sensor or makes it blind, `note` is good to know. */
export interface Finding {
  readonly about: string;
  readonly verdict: 'good' | 'note' | 'wrong';
  /** In plain words, with what to do about it. */
  readonly words: string;
}

export const good = (about: string, words: string): Finding => ({ about, verdict: 'good', words });
export const note = (about: string, words: string): Finding => ({ about, verdict: 'note', words });
export const wrong = (about: string, words: string): Finding => ({ about, verdict: 'wrong', words });
