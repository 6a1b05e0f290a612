import { fleetFeatures } from '@ja4-platform/common';
import { valuesOf } from './feature-sql.js';

/** How each feature of a fleet is computed from the columns of {@link fleetColumns}. What cannot be known is NULL. */
export const fleetExpressions: Record<string, string> = {
  requests: 'log10(requests)',
  addresses: 'log10(addresses)',
  requests_per_address: 'log10(requests / addresses)',
  networks: 'if(networks = 0, NULL, log10(networks))',
  user_agents_per_address: 'log10(user_agents / addresses)',
  unique_path_ratio: 'paths / requests',
  document_ratio: 'documents / requests',
  asset_ratio: 'assets / requests',
  sensitive_path_ratio: 'sensitive_paths / requests',
  not_found_ratio: 'not_found / requests',
  refused_ratio: 'refused / requests',
  post_ratio: 'posts / requests',
  login_post_ratio: 'login_posts / requests',
  login_refused_ratio: 'if(login_posts = 0, NULL, login_refused / login_posts)',
  referer_ratio: 'with_referer / requests',
  accept_language_missing: 'without_accept_language / requests',
  sec_fetch_missing: 'without_sec_fetch / requests',
  browser_like_ratio: 'browser_like / requests',
  header_count: 'header_count / requests',
  bytes_per_request: 'log10(1 + bytes_out / requests)',
  rarity: 'log10(of_host / of_fleet)',
  growth: 'if(isFinite(usual_addresses), log10(addresses / usual_addresses), NULL)',
};

export const fleetValues = valuesOf(fleetFeatures, fleetExpressions);

/** Columns of a fleet in one hour, of agg_fleet_1h as `t`. */
export const fleetColumns = `
    min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, sum(t.requests) AS requests,
    uniqCombinedMerge(12)(t.addresses) AS addresses, groupUniqArrayMerge(20)(t.address_samples) AS address_samples,
    uniqCombinedMerge(12)(t.asns) AS networks, uniqCombinedMerge(12)(t.user_agents) AS user_agents,
    uniqCombinedMerge(12)(t.paths) AS paths, sum(t.documents) AS documents, sum(t.assets) AS assets,
    sum(t.sensitive_paths) AS sensitive_paths, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
    sum(t.posts) AS posts, sum(t.login_posts) AS login_posts, sum(t.login_refused) AS login_refused,
    sum(t.with_referer) AS with_referer, sum(t.without_accept_language) AS without_accept_language,
    sum(t.without_sec_fetch) AS without_sec_fetch, sum(t.browser_like) AS browser_like,
    sum(t.header_count) AS header_count, sum(t.bytes_out) AS bytes_out`;
