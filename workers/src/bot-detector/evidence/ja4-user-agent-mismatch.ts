import { canSpeakAs, claimedBrowser, sentence, tlsFamily } from '@ja4-platform/common';
import type { EvidenceRule } from './rule.js';

/** The handshake is known to come from one kind of client, the User-Agent claims a browser of another. */
export const ja4UserAgentMismatch: EvidenceRule = {
  key: 'ja4-user-agent-mismatch',
  severity: 'high',
  evidence: ({ ja4, context }) => {
    const tls = tlsFamily(ja4);
    if (!tls) return undefined;
    const lie = context.user_agents.find((userAgent) => {
      const claimed = claimedBrowser(userAgent);
      return claimed && !canSpeakAs(tls, claimed.family);
    });
    if (lie === undefined) return undefined;
    return { detail: sentence('ja4-user-agent-mismatch', { family: tls, ja4, userAgent: lie }) };
  },
};
