import { claimedBrowser, sentence, type BrowserFamily } from '@ja4-platform/common';
import type { EvidenceRule } from './rule.js';

const MIN_REQUESTS = 3;

/** First version that sends Sec-Fetch-Mode with every request (MDN, browser compatibility); Safari's is 16.4. */
const SEC_FETCH_SINCE: Record<BrowserFamily, number> = { chromium: 80, firefox: 90, safari: 17 };

/**
 * Claims a modern browser but sends neither Accept-Language nor Sec-Fetch-Mode. Browsers send Sec-Fetch-Mode only over
 * TLS, so rows without a handshake are not judged.
 */
export const missingBrowserHeaders: EvidenceRule = {
  key: 'missing-browser-headers',
  severity: 'medium',
  evidence: ({ ja4, requests, context }) => {
    const { user_agents: userAgents, without_accept_language, without_sec_fetch } = context;
    const allModern =
      userAgents.length > 0 &&
      userAgents.every((userAgent) => {
        const claimed = claimedBrowser(userAgent);
        return claimed && claimed.version >= SEC_FETCH_SINCE[claimed.family];
      });
    if (!ja4 || requests < MIN_REQUESTS || !allModern) return undefined;
    if (without_accept_language < requests || without_sec_fetch < requests) return undefined;
    return {
      detail: sentence('missing-browser-headers', { requests, userAgent: userAgents[0]! }),
      feature: 'sec_fetch_missing',
      value: 1,
      expected: 0,
    };
  },
};
