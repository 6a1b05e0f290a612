import { claimedBrowser, sentence, tlsFamily } from '@ja4-platform/common';
import { valueOf, type EvidenceRule } from './rule.js';

/** A company whose proxy inspects TLS has one or a few addresses. */
const MIN_ADDRESSES = 10;
/** An application on many phones has the handshake of its library, and its own name. */
const MIN_BROWSER_LIKE = 0.5;
const BROWSERS = ['chromium', 'firefox', 'safari'];

/** One handshake, of a library, at many addresses that all dress as browsers. */
export const ja4OverManyAddresses: EvidenceRule = {
  key: 'ja4-over-many-addresses',
  severity: 'high',
  evidence: (row) => {
    const family = tlsFamily(row.ja4);
    const addresses = Math.round(10 ** (valueOf(row, 'ja4_addresses') ?? 0));
    const browserLike = valueOf(row, 'ja4_browser_like') ?? 0;
    if (!family || BROWSERS.includes(family) || addresses < MIN_ADDRESSES || browserLike < MIN_BROWSER_LIKE) {
      return undefined;
    }
    const userAgent = row.context.user_agents.find((each) => claimedBrowser(each));
    if (userAgent === undefined) return undefined;
    const share = Math.round(100 * browserLike) / 100;
    return {
      detail: sentence('ja4-over-many-addresses', { addresses, family, share, userAgent }),
      feature: 'ja4_addresses',
      value: valueOf(row, 'ja4_addresses')!,
    };
  },
};
