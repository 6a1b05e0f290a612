import { claimedBrowser, sentence } from '@ja4-platform/common';
import { requestsOf, type EvidenceRule } from './rule.js';

const MIN_REQUESTS = 3;
/** First Chromium that sends Sec-CH-UA with every request over TLS; a web view of Android does not before 116. */
const HINTS_SINCE = 89;
const WEB_VIEW_HINTS_SINCE = 116;

/** True when the User-Agent names a Chromium that always sends Sec-CH-UA. */
function owesHints(userAgent: string): boolean {
  const claimed = claimedBrowser(userAgent);
  const since = userAgent.includes('; wv)') ? WEB_VIEW_HINTS_SINCE : HINTS_SINCE;
  return claimed?.family === 'chromium' && claimed.version >= since;
}

/** True when the User-Agent names a browser that has no client hints. */
function hasNoHints(userAgent: string): boolean {
  const claimed = claimedBrowser(userAgent);
  return claimed !== undefined && claimed.family !== 'chromium';
}

/**
 * Claims Chromium and sends neither Sec-CH-UA nor Sec-Fetch-Mode, or claims Firefox or Safari and sends Sec-CH-UA. The opening of a
 * WebSocket has neither, so clients that open one are not judged.
 */
export const clientHintMismatch: EvidenceRule = {
  key: 'client-hint-mismatch',
  severity: 'medium',
  evidence: (row) => {
    const { ja4, requests, context } = row;
    const { user_agents: userAgents, header_orders: orders, without_sec_fetch } = context;
    if (!ja4 || requests < MIN_REQUESTS || !userAgents.length) return undefined;
    if (requestsOf(row, 'client_hint_mismatch') < requests) return undefined;
    if (orders.some((order) => /sec-websocket/i.test(order))) return undefined;
    const isBare = without_sec_fetch === requests && userAgents.every(owesHints);
    if (!isBare && !userAgents.every(hasNoHints)) return undefined;
    const key = `client-hint-mismatch.${isBare ? 'absent' : 'present'}` as const;
    return {
      detail: sentence(key, { requests, userAgent: userAgents[0]! }),
      feature: 'client_hint_mismatch',
      value: 1,
      expected: 0,
    };
  },
};
