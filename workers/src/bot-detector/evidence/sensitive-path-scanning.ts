import { sentence } from '@ja4-platform/common';
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
    const samples = paths.slice(0, 3).join(', ');
    return {
      detail: sentence('sensitive-path-scanning', { sensitive, paths: samples, notFound, requests }),
      feature: 'sensitive_path_ratio',
      value: sensitive / requests,
      expected: 0,
    };
  },
};
