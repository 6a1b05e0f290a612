import { sentence } from '@ja4-platform/common';
import { valueOf, type EvidenceRule } from './rule.js';

/**
 * Names Windows, but its SYN is that of another system. Only Windows is judged: iCloud Private Relay ends the TCP of Apple's
 * devices on Linux.
 */
export const tcpOsMismatch: EvidenceRule = {
  key: 'tcp-os-mismatch',
  severity: 'low',
  evidence: (row) => {
    const { user_agents: userAgents, ttl, tcp_options: options } = row.context;
    const named = userAgents.find((userAgent) => userAgent.includes('Windows NT'));
    if (named === undefined || valueOf(row, 'os_mismatch') !== 1) return undefined;
    return {
      detail: sentence('tcp-os-mismatch', { ttl: String(ttl), options: String(options), userAgent: named }),
      feature: 'os_mismatch',
      value: 1,
      expected: 0,
    };
  },
};
