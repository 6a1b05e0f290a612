import { sentence } from '@ja4-platform/common';
import { requestsOf, valueOf, type EvidenceRule } from './rule.js';

/** A port that is used again within the second can give one request the handshake of another connection. */
const MIN_REQUESTS = 3;

/** Speaks HTTP/2 on connections whose handshake did not offer it. */
export const alpnMismatch: EvidenceRule = {
  key: 'alpn-mismatch',
  severity: 'medium',
  evidence: (row) => {
    const requests = requestsOf(row, 'alpn_mismatch');
    if (requests < MIN_REQUESTS) return undefined;
    return {
      detail: sentence('alpn-mismatch', { requests, all: row.requests, offered: row.context.tls_alpn.join(', ') }),
      feature: 'alpn_mismatch',
      value: valueOf(row, 'alpn_mismatch')!,
      expected: 0,
    };
  },
};
