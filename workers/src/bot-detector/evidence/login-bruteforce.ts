import type { EvidenceRule } from './rule.js';

/** Attempts refused in an hour; a person who forgot a password gives up or resets it sooner. */
const MIN_REFUSED = 10;
const MIN_REFUSED_SHARE = 0.8;

/** Posts to a login path again and again and is refused nearly every time. */
export const loginBruteforce: EvidenceRule = {
  key: 'login-bruteforce',
  severity: 'high',
  evidence: ({ requests, context }) => {
    const { login_posts: attempts, login_posts_refused: refused } = context;
    if (refused < MIN_REFUSED || refused < attempts * MIN_REFUSED_SHARE) return undefined;
    return {
      detail: `${refused} of ${attempts} login attempts were refused (401, 403 or 429)`,
      feature: 'login_post_ratio',
      value: attempts / requests,
      expected: 0,
    };
  },
};
