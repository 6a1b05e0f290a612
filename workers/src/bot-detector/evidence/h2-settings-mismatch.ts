import { claimedBrowser, h2Family, sentence } from '@ja4-platform/common';
import type { EvidenceRule } from './rule.js';

/** Opens HTTP/2 as no version of the browser does that the User-Agent claims. */
export const h2SettingsMismatch: EvidenceRule = {
  key: 'h2-settings-mismatch',
  severity: 'high',
  evidence: ({ context }) => {
    const { h2_fingerprint: fingerprint, user_agents: userAgents } = context;
    const family = h2Family(fingerprint);
    if (family === undefined) return undefined;
    const claims = userAgents.flatMap((userAgent) => claimedBrowser(userAgent)?.family ?? []);
    // Where two browsers share address and handshake, this may be the opening of the other.
    if (new Set(claims).size !== 1 || claims[0] === family) return undefined;
    const userAgent = userAgents.find((each) => claimedBrowser(each))!;
    const key = `h2-settings-mismatch.${family === 'other' ? 'unknown' : 'browser'}` as const;
    return { detail: sentence(key, { fingerprint, family, userAgent }) };
  },
};
