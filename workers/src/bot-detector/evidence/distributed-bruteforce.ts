import { sentence } from '@ja4-platform/common';
import type { EvidenceRule } from './rule.js';

/** People who mistype share the handshake, too, but most of them get in. */
const MIN_ADDRESSES = 10;
const MIN_POSTS = 20;
const MIN_REFUSED_SHARE = 0.8;
/** Of the requests of the client itself: whoever also reads is no part of it. */
const MIN_OWN_SHARE = 0.5;

/** Posts logins as one of many addresses with the same handshake that do hardly anything else, nearly all of whose attempts are refused. */
export const distributedBruteforce: EvidenceRule = {
  key: 'distributed-bruteforce',
  severity: 'high',
  evidence: ({ ja4, requests, context }) => {
    const { login_fleet_addresses: addresses, login_fleet_posts: posts, login_fleet_refused: refused } = context;
    if (!ja4 || addresses < MIN_ADDRESSES || posts < MIN_POSTS || refused < posts * MIN_REFUSED_SHARE) return undefined;
    if (context.login_posts < requests * MIN_OWN_SHARE || context.login_posts_refused === 0) return undefined;
    return {
      detail: sentence('distributed-bruteforce', { addresses, attempts: posts, refused }),
    };
  },
};
