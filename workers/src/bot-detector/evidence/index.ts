import type { FeatureRow, Reason } from '../../api-types.js';
import { ja4UserAgentMismatch } from './ja4-user-agent-mismatch.js';
import { loginBruteforce } from './login-bruteforce.js';
import { missingBrowserHeaders } from './missing-browser-headers.js';
import type { EvidenceRule } from './rule.js';
import { sensitivePathScanning } from './sensitive-path-scanning.js';

export const evidenceRules: readonly EvidenceRule[] = [
  sensitivePathScanning,
  loginBruteforce,
  ja4UserAgentMismatch,
  missingBrowserHeaders,
];

/** The reasons that the rules give for one row, in the order of the rules. */
export function evidenceReasons(row: FeatureRow): Reason[] {
  return evidenceRules.flatMap(({ key, severity, evidence }) => {
    const seen = evidence(row);
    if (!seen) return [];
    const { detail, feature = null, value = null, expected = null } = seen;
    // The API takes 2,000 characters; paths and User-Agents are the client's own and can be longer.
    return [{ key, severity, detail: detail.slice(0, 2000), feature, value, expected }];
  });
}
