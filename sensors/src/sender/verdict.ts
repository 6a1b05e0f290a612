import { ProblemError } from '@ja4-platform/sdk';

/**
 * What a failed delivery means for its batch.
 * - `again`: the API or the way to it is not well; the same batch will do later.
 * - `refused key`, `misdirected`: a person must change something; the spool holds until then.
 * - `none accepted`: the API has looked at every line and wants none of them.
 * - `too large`: for the API or for a proxy before it; parts of it may pass.
 * - `conflict`: another batch has used this one's key.
 * - `unreadable`: the body did not arrive as it was sent, or never will.
 */
export type Verdict =
  'again' | 'refused key' | 'misdirected' | 'none accepted' | 'too large' | 'conflict' | 'unreadable';

const byStatus: Partial<Record<number, Verdict>> = {
  400: 'unreadable',
  401: 'refused key',
  403: 'refused key',
  404: 'misdirected',
  405: 'misdirected',
  408: 'again',
  409: 'conflict',
  413: 'too large',
  415: 'misdirected',
  429: 'again',
};

/** The verdict on an error of the client: answers by their status, 'again' for everything that is no answer. */
export function verdictOn(error: unknown): Verdict {
  if (!(error instanceof ProblemError) || error.status >= 500) return 'again';
  // Only one problem of this status speaks of the lines: another one, of whoever is on the way, must not cost a batch.
  if (error.status === 422) return error.code === 'validation-failed' ? 'none accepted' : 'again';
  return byStatus[error.status] ?? 'misdirected';
}
