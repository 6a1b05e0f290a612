import { sentence } from '@ja4-platform/common';
import { requestsOf, valueOf, type EvidenceRule } from './rule.js';

/** Attempts refused in an hour; a person who forgot a password gives up or resets it sooner. */
const MIN_REFUSED = 10;
const MIN_REFUSED_SHARE = 0.8;
/** A form that answers a wrong password with a page: so many attempts, little else, and always the same answer. */
const MIN_ATTEMPTS = 100;
const MIN_ATTEMPT_SHARE = 0.9;
const MAX_ANSWERS = 3;
/** A path that names a login; session and auth are what programs renew all day. */
const FORM = /log-?in|sign-?in|signon|password|xmlrpc/i;

/** Posts to a login path again and again, and is refused or answered the same nearly every time. */
export const loginBruteforce: EvidenceRule = {
  key: 'login-bruteforce',
  severity: 'high',
  evidence: (row) => {
    const { requests, context } = row;
    const { login_posts: attempts, login_posts_refused: refused, sample_paths: paths } = context;
    const seen = { feature: 'login_post_ratio', value: attempts / requests, expected: 0 };
    if (refused >= MIN_REFUSED && refused >= attempts * MIN_REFUSED_SHARE) {
      return { detail: sentence('login-bruteforce.refused', { refused, attempts }), ...seen };
    }
    const posts = requestsOf(row, 'post_ratio');
    const sizes = Math.round((valueOf(row, 'post_answer_sizes') ?? Infinity) * posts);
    const isForm = attempts >= requests * MIN_ATTEMPT_SHARE && paths.some((path) => FORM.test(path));
    if (attempts < MIN_ATTEMPTS || !isForm || sizes > MAX_ANSWERS) return undefined;
    return { detail: sentence('login-bruteforce.answers', { attempts, sizes }), ...seen };
  },
};
