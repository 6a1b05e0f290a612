import type { EvidenceRule } from './rule.js';

/** A person who mistypes or follows an old link makes a few; a scanner's list holds hundreds. */
const MIN_REQUESTS = 10;

/** Asks for many paths that scanners look for, most of which the host does not have. */
export const sensitivePathScanning: EvidenceRule = {
  key: 'sensitive-path-scanning',
  severity: 'high',
  evidence: ({ requests, context }) => {
    const { sensitive_requests: sensitive, not_found: notFound, sample_paths: paths } = context;
    // An administrator of a real WordPress asks for its sensitive paths all day, and gets them.
    if (sensitive < MIN_REQUESTS || notFound < sensitive / 2) return undefined;
    return {
      detail: `${sensitive} requests for paths that scanners look for, such as ${paths.slice(0, 3).join(', ')}; ${notFound} of ${requests} answers were 404`,
      feature: 'sensitive_path_ratio',
      value: sensitive / requests,
      expected: 0,
    };
  },
};
