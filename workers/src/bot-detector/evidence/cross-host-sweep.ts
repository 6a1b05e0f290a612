import { sentence } from '@ja4-platform/common';
import { valueOf, type EvidenceRule } from './rule.js';

const MIN_HOSTS = 5;
/** On so many hosts each path was asked for, on average. */
const MIN_SHARED = 2;
/** A monitor or crawler asks many hosts for the same paths as well, but those exist. */
const MIN_FAILED_SHARE = 0.5;

/** Walks through the hosts of this server with one list of paths, most of which are not there. */
export const crossHostSweep: EvidenceRule = {
  key: 'cross-host-sweep',
  severity: 'high',
  evidence: (row) => {
    const { address_requests: requests, address_failed: failed } = row.context;
    const hosts = valueOf(row, 'hosts') ?? 0;
    const shared = valueOf(row, 'shared_paths') ?? 0;
    if (hosts < MIN_HOSTS || shared < MIN_SHARED || failed < requests * MIN_FAILED_SHARE) return undefined;
    return {
      detail: sentence('cross-host-sweep', { hosts, failed, requests }),
      feature: 'hosts',
      value: hosts,
      expected: 1,
    };
  },
};
