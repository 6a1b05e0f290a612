import { valueOf } from './evidence/rule.js';
import type { TrainingRow } from './training-rows.js';

/** Programs, single browsers and addresses that many people share: what is usual of one is odd of another. */
export type ClientKind = 'program' | 'browser' | 'shared address';

/** From so many User-Agents on an address is not one person's. */
const SHARED_USER_AGENTS = 3;

/** What a row looks like, by its headers and, where there was a handshake, by what else sends that handshake. */
export function clientKind(row: Pick<TrainingRow, 'values'>): ClientKind {
  const browserLike = valueOf(row, 'ja4_browser_like') ?? 1 - (valueOf(row, 'accept_language_missing') ?? 0);
  if (browserLike < 0.5) return 'program';
  return (valueOf(row, 'user_agents') ?? 1) < SHARED_USER_AGENTS ? 'browser' : 'shared address';
}
