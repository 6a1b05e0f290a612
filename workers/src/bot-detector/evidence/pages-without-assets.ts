import { claimedBrowser, sentence } from '@ja4-platform/common';
import { valueOf, type EvidenceRule } from './rule.js';

/** Somebody who opens many links of a mail or a search in new tabs has a few such pages; a cache has styles, not pages. */
const MIN_REQUESTS = 20;
/** Who asks for one page again and again waits for it to change. */
const MIN_UNIQUE_PATHS = 0.5;

/**
 * Dresses as a browser down to Sec-Fetch-Mode, reads page after page, and never fetches a style, script, image or favicon, nor
 * follows a link. Where files are on another host a reader's requests still have a Referer; where a proxy that keeps files is in
 * front there is no handshake, and nothing is said.
 */
export const pagesWithoutAssets: EvidenceRule = {
  key: 'pages-without-assets',
  severity: 'medium',
  evidence: (row) => {
    const { ja4, requests, context } = row;
    const { user_agents: userAgents, without_sec_fetch, verified_bot } = context;
    const isDressed =
      userAgents.length > 0 && userAgents.every((name) => claimedBrowser(name)) && without_sec_fetch === 0;
    if (!ja4 || requests < MIN_REQUESTS || !isDressed || verified_bot !== null) return undefined;
    if (valueOf(row, 'bare_documents') !== 1 || valueOf(row, 'referer_ratio') !== 0) return undefined;
    if ((valueOf(row, 'unique_path_ratio') ?? 0) < MIN_UNIQUE_PATHS) return undefined;
    return {
      detail: sentence('pages-without-assets', { requests, userAgent: userAgents[0]! }),
      feature: 'bare_documents',
      value: 1,
      expected: 0,
    };
  },
};
