import type { EvidenceRule } from './rule.js';
import { tlsFamily, type TlsFamily } from './tls-families.js';
import { claimedBrowser, type BrowserFamily } from './user-agent.js';

/** Tor Browser calls itself Firefox and has been seen with Chromium's cipher list, so that pair proves nothing. */
const canBe = (tls: TlsFamily, claimed: BrowserFamily): boolean =>
  tls === claimed || (tls === 'chromium' && claimed === 'firefox');

/** The handshake is known to come from one kind of client, the User-Agent claims a browser of another. */
export const ja4UserAgentMismatch: EvidenceRule = {
  key: 'ja4-user-agent-mismatch',
  severity: 'high',
  evidence: ({ ja4, context }) => {
    const tls = tlsFamily(ja4);
    if (!tls) return undefined;
    const lie = context.user_agents.find((userAgent) => {
      const claimed = claimedBrowser(userAgent);
      return claimed && !canBe(tls, claimed.family);
    });
    if (lie === undefined) return undefined;
    return { detail: `the handshake is ${tls}'s (JA4 ${ja4}), the User-Agent says ${lie}` };
  },
};
