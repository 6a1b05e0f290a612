import { sentence } from '@ja4-platform/common';
import type { EvidenceRule } from './rule.js';

/** A search for a line of SQL, or a link that was pasted wrong, is one or two. */
const MIN_REQUESTS = 5;

/** Sends injections, traversals and calls of commands in path, query, User-Agent or Referer. */
export const payloadAttack: EvidenceRule = {
  key: 'payload-attack',
  severity: 'high',
  evidence: ({ requests, context }) => {
    const { payload_requests: payloads, sample_paths: paths } = context;
    if (payloads < MIN_REQUESTS) return undefined;
    // Only paths with an attack have their query.
    const samples = paths.filter((path) => path.includes('?') || path.includes('..'));
    if (!samples.length) return { detail: sentence('payload-attack', { payloads, requests }) };
    return { detail: sentence('payload-attack.paths', { payloads, requests, paths: samples.slice(0, 3).join(', ') }) };
  },
};
