import type { FeatureRow, Reason } from '../../api-types.js';
import { alpnMismatch } from './alpn-mismatch.js';
import { clientHintMismatch } from './client-hint-mismatch.js';
import { crossHostSweep } from './cross-host-sweep.js';
import { distributedBruteforce } from './distributed-bruteforce.js';
import { falseSearchEngine } from './false-search-engine.js';
import { h2SettingsMismatch } from './h2-settings-mismatch.js';
import { headerOrderMismatch } from './header-order-mismatch.js';
import { ja4OverManyAddresses } from './ja4-over-many-addresses.js';
import { ja4Rotation } from './ja4-rotation.js';
import { ja4UserAgentMismatch } from './ja4-user-agent-mismatch.js';
import { loginBruteforce } from './login-bruteforce.js';
import { missingBrowserHeaders } from './missing-browser-headers.js';
import { pagesWithoutAssets } from './pages-without-assets.js';
import { payloadAttack } from './payload-attack.js';
import { requestBurst, requestRate } from './request-rate.js';
import type { EvidenceRule, Rule } from './rule.js';
import { sensitivePathScanning } from './sensitive-path-scanning.js';
import { sniMismatch } from './sni-mismatch.js';
import { tcpOsMismatch } from './tcp-os-mismatch.js';

/** Rules about one client, what it did before what it is. */
export const evidenceRules: readonly EvidenceRule[] = [
  sensitivePathScanning,
  payloadAttack,
  loginBruteforce,
  distributedBruteforce,
  crossHostSweep,
  falseSearchEngine,
  ja4UserAgentMismatch,
  h2SettingsMismatch,
  ja4OverManyAddresses,
  requestRate,
  headerOrderMismatch,
  missingBrowserHeaders,
  clientHintMismatch,
  pagesWithoutAssets,
  ja4Rotation,
  alpnMismatch,
  sniMismatch,
  tcpOsMismatch,
  requestBurst,
];

/** The reasons that the rules give for one row, in the order of the rules. */
export function evidenceReasons(row: FeatureRow): Reason[] {
  return reasonsOf(evidenceRules, row);
}

export function reasonsOf<Row>(rules: readonly Rule<Row>[], row: Row): Reason[] {
  return rules.flatMap(({ key, severity, evidence }) => {
    const seen = evidence(row);
    if (!seen) return [];
    const { detail, feature = null, value = null, expected = null } = seen;
    return [{ key, severity, detail, feature, value, expected }];
  });
}
