import { sentence } from '@ja4-platform/common';
import type { FeatureRow } from '../../api-types.js';
import { valueOf, type Evidence, type EvidenceRule } from './rule.js';

/** Documents and data, not what they bring with them: a page can bring hundreds of images at once. */
const MAX_ASSET_RATIO = 0.5;
/** With more names behind an address its rate is not that of one client. */
const MAX_USER_AGENTS = 3;
const RATE_PER_MINUTE = 300;
const BURST_OF_TEN_SECONDS = 100;

/** True for rows whose rate can be judged: not many clients together, not a page with its images, not a verified crawler. */
function isOneClient(row: FeatureRow): boolean {
  const assets = valueOf(row, 'asset_ratio');
  const userAgents = valueOf(row, 'user_agents');
  if (assets === null || userAgents === null || row.context.verified_bot !== null) return false;
  return assets < MAX_ASSET_RATIO && userAgents <= MAX_USER_AGENTS;
}

/** More requests in a minute than any reader or usual program makes. */
export const requestRate: EvidenceRule = {
  key: 'request-rate',
  severity: 'medium',
  evidence: (row): Evidence | undefined => {
    const perMinute = Math.round(10 ** (valueOf(row, 'peak_minute') ?? 0));
    if (perMinute < RATE_PER_MINUTE || !isOneClient(row)) return undefined;
    return {
      detail: sentence('request-rate', { requests: perMinute }),
      feature: 'peak_minute',
      value: valueOf(row, 'peak_minute')!,
    };
  },
};

/** A burst that programs make when they begin, honest ones as well. */
export const requestBurst: EvidenceRule = {
  key: 'request-burst',
  severity: 'low',
  evidence: (row) => {
    const burst = row.context.busiest_ten_seconds;
    if (burst < BURST_OF_TEN_SECONDS || !isOneClient(row)) return undefined;
    return { detail: sentence('request-burst', { requests: burst }) };
  },
};
