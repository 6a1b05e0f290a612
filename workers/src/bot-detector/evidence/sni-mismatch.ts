import { isIP } from 'node:net';
import { sentence } from '@ja4-platform/common';
import type { FeatureRow } from '../../api-types.js';
import { valueOf, type EvidenceRule } from './rule.js';

const MIN_REQUESTS = 3;

/** The last two labels: names that share them can be one certificate, and a browser then uses one connection for both. */
const site = (name: string): string => name.toLowerCase().replace(/\.$/, '').split('.').slice(-2).join('.');

/** Host without its port and the brackets of an IPv6 address. */
const nameOf = ({ host }: FeatureRow): string => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

/** Asks for one name in the handshake and for another in every request, and the two are not of one site. */
export const sniMismatch: EvidenceRule = {
  key: 'sni-mismatch',
  severity: 'medium',
  evidence: (row) => {
    const { server_names: serverNames } = row.context;
    if (row.requests < MIN_REQUESTS || valueOf(row, 'sni_mismatch') !== 1 || !serverNames.length) return undefined;
    const host = nameOf(row);
    // Without a name in the request there is nothing that could differ.
    if (host === '' || (isIP(host) === 0 && serverNames.some((name) => site(name) === site(host)))) return undefined;
    return {
      detail: sentence('sni-mismatch', { requests: row.requests, host, names: serverNames.slice(0, 3).join(', ') }),
      feature: 'sni_mismatch',
      value: 1,
      expected: 0,
    };
  },
};
