import { sentence } from '@ja4-platform/common';
import { valueOf, type EvidenceRule } from './rule.js';

const MIN_REQUESTS = 3;

/** Every order of headers that was seen is one that the browser of the User-Agent never sends. */
export const headerOrderMismatch: EvidenceRule = {
  key: 'header-order-mismatch',
  severity: 'medium',
  evidence: (row) => {
    if (row.requests < MIN_REQUESTS || valueOf(row, 'header_order_mismatch') !== 1) return undefined;
    const { header_orders: orders, user_agents: userAgents } = row.context;
    return {
      detail: sentence('header-order-mismatch', { userAgent: userAgents[0]!, order: orders[0]! }),
      feature: 'header_order_mismatch',
      value: 1,
      expected: 0,
    };
  },
};
