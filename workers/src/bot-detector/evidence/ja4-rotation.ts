import { sentence } from '@ja4-platform/common';
import { valueOf, type EvidenceRule } from './rule.js';

/** The browsers of a whole office have about four; padding, resumption and the like change none of them. */
const MIN_CIPHER_LISTS = 6;

/** One address with many cipher lists and few names: a client that changes its handshake. */
export const ja4Rotation: EvidenceRule = {
  key: 'ja4-rotation',
  severity: 'medium',
  evidence: (row) => {
    const lists = valueOf(row, 'ja4s') ?? 0;
    const userAgents = valueOf(row, 'user_agents') ?? Infinity;
    // Many people behind one address have many names, too.
    if (!row.ja4 || lists < MIN_CIPHER_LISTS || lists < 2 * userAgents) return undefined;
    return {
      detail: sentence('ja4-rotation', { lists, userAgents }),
      feature: 'ja4s',
      value: lists,
      expected: 1,
    };
  },
};
