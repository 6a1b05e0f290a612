SELECT count() AS rows, max((f.hour, f.host, f.client_ip, f.ja4)) AS last,
  last.1 AS hour, last.2 AS host, replaceRegexpOne(toString(last.3), '^::ffff:', '') AS client_ip, last.4 AS ja4
  FROM (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND NOT ifNull(startsWith(t.host, {host__2:String}), false) AND NOT ifNull(startsWith(t.ja4, {ja4__3:String}), false) GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ORDER BY hour, host, client_ip, ja4 LIMIT {rows:UInt32}
  ) AS f;

SELECT count() AS rows, max((f.hour, f.host, f.client_ip, f.ja4)) AS last,
  last.1 AS hour, last.2 AS host, replaceRegexpOne(toString(last.3), '^::ffff:', '') AS client_ip, last.4 AS ja4
  FROM (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ORDER BY hour, host, client_ip, ja4 LIMIT {rows:UInt32}
  ) AS f;

SELECT count() AS total FROM (SELECT cityHash64(t.hour, t.host, t.client_ip, t.ja4) AS hash FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND NOT ifNull(startsWith(t.host, {host__2:String}), false) AND NOT ifNull(startsWith(t.ja4, {ja4__3:String}), false) GROUP BY hash HAVING sum(t.requests) >= {min_requests:UInt64});

WITH (
  SELECT groupArray((hour, host, client_ip, ja4)) FROM (SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4 FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND NOT ifNull(startsWith(t.host, {host__2:String}), false) AND NOT ifNull(startsWith(t.ja4, {ja4__3:String}), false) GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64})
  ) AS keys,
  page AS (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, sum(t.requests) AS requests,
  sum(t.sensitive_paths) AS sensitive_paths, sum(t.sensitive_served) AS sensitive_served,
  sum(t.documents) AS documents, sum(t.assets) AS assets, sum(t.not_found) AS not_found,
  sum(t.refused) AS refused, sum(t.server_errors) AS server_errors, sum(t.not_modified) AS not_modified,
  sum(t.posts) AS posts, sum(t.login_posts) AS login_posts, sum(t.login_refused) AS login_refused,
  sum(t.odd_methods) AS odd_methods, sum(t.with_referer) AS with_referer,
  sum(t.header_count) AS header_count, uniqCombinedMerge(12)(t.header_orders) AS header_orders,
  sum(t.without_accept_language) AS without_accept_language,
  sum(t.without_accept_encoding) AS without_accept_encoding, sum(t.without_sec_fetch) AS without_sec_fetch,
  sum(t.client_hint_mismatches) AS client_hint_mismatches,
  uniqCombinedMerge(12)(t.connections) AS connections,
  uniqCombinedMerge(12)(t.post_answer_sizes) AS post_answer_sizes,
  sum(t.with_sni) AS with_sni, sum(t.sni_mismatches) AS sni_mismatches, sum(t.alpn_mismatches) AS alpn_mismatches,
  quantileBFloat16Merge(0.5)(t.syn_to_clienthello_ms) AS syn_to_clienthello_ms,
  min(t.tcp_mss) AS tcp_mss, min(t.ttl_min) AS ttl_min, max(t.ttl_max) AS ttl_max, max(t.tcp_options) AS tcp_options,
  arraySort(groupUniqArrayMerge(5)(t.user_agents)) AS user_agents,
  arraySort(groupUniqArrayMerge(5)(t.header_names)) AS header_names,
  arraySort(groupUniqArrayMerge(4)(t.http_versions)) AS http_versions, max(t.ja4_r) AS ja4_r,
  arrayFilter(x -> x != '', arrayDistinct(arrayFlatten(arrayMap(x -> splitByChar(',', x),
  groupUniqArrayMerge(2)(t.alpns))))) AS alpns, max(t.h2_fingerprint) AS h2_fingerprint,
  arrayFirst(name -> arrayExists(x -> positionCaseInsensitive(x, name) > 0, user_agents), (SELECT groupArray(list) FROM reference_lists FINAL WHERE kind = 'bots' AND NOT removed)) AS claimed_bot,
  nullIf(dictGetOrDefault('bots_by_prefix', 'bot', toLowCardinality(t.client_ip), ''), '') AS verified_bot,
  transform(splitByChar('_', toString(ja4))[2], ['8daaf6152771', '5b57614c22b0', '86a278354501', 'a09f3c656075', '2802a3db6c62', '1d37bd780c83', 'e8f1e7e78f70', 'c7886603b240', '85036bcba153', 'ab0a1bf427ad', '13e0e9e1c501', 'c66346c74e42', 'bd790527ddab', 'a2460661a67a', 'd943125447b4', '723694b0fccc', '9dc949149365', '1d947a95fc68', 'b262b3658495', 'a33745022dd6', '8f28d1f76561', 'eca7c5d91837', '7f27215065b1'], ['chromium', 'firefox', 'firefox', 'safari', 'safari', 'openssl', 'openssl', 'openssl', 'openssl', 'openssl', 'openssl', 'openssl', 'openssl', 'openssl', 'openssl', 'gnutls', 'go', 'java', 'node', 'node', 'nmap', 'nmap', 'nmap'], '') AS tls_family,
  arrayDistinct(arrayMap(x -> multiIf(match(x, '(?i)bot\\b|bot/|crawl|spider|\\+https?:'), '', match(x, '(?i)^Mozilla/5\\.0 \\(.*(?:\\b(?:iPhone|iPad|iPod)\\b|(?:CriOS|FxiOS|EdgiOS)/)'), 'safari', match(x, '(?i)\\bEdge/'), '', match(x, '(?i)^Mozilla/5\\.0 \\(.*Chrome/[0-9]'), 'chromium', match(x, '(?i)^Mozilla/5\\.0 \\(.*Firefox/[0-9]'), 'firefox', match(x, '(?i)^Mozilla/5\\.0 \\(.*Macintosh.*Version/[0-9]+.*Safari/'), 'safari', ''), user_agents)) AS claimed_families,
  arrayFilter(x -> x != '', arrayDistinct(arrayMap(x -> multiIf(match(x, '(?i)bot\\b|bot/|crawl|spider|\\+https?:'), '', match(x, '(?i)^Mozilla/5\\.0 \\(Windows NT '), 'windows', match(x, '(?i)^Mozilla/5\\.0 \\((?:Linux|X11; (?:.*; )?Linux|X11; CrOS|Android)'), 'linux', match(x, '(?i)^Mozilla/5\\.0 \\((?:Macintosh|iPhone|iPad|iPod)'), 'apple', ''), user_agents))) AS claimed_systems,
  arrayFilter(x -> position(x, ',accept-encoding,') > 0 AND position(x, ',range,') = 0,
  arrayMap(x -> concat(',', lower(x), ','), header_names)) AS judged_orders,
  multiIf(isNull(tcp_options) OR isNull(ttl_min), '', ttl_min > 0 AND ttl_max <= 64 AND startsWith(tcp_options, '2-4-8-1-3'), 'linux', ttl_min > 0 AND ttl_max <= 64 AND startsWith(tcp_options, '2-1-3-1-1-8-4'), 'apple', ttl_min > 64 AND ttl_max <= 128 AND startsWith(tcp_options, '2-1-3-1-1-4'), 'windows', '') AS tcp_system,
  groupArrayMerge(500)(t.steps) AS steps,
  arrayPopFront(arrayDifference(arraySort(arrayMap(step -> bitShiftRight(step, 42), steps)))) AS gaps,
  arrayFilter(step -> bitAnd(step, 127) = 1, groupArrayMergeIf(500)(t.steps, t.documents > 0)) AS document_steps, arrayFilter(step -> bitAnd(step, 127) = 2, groupArrayMergeIf(500)(t.steps, t.assets > 0)) AS asset_steps,
  arrayPopFront(arrayDifference(arraySort(arrayMap(step -> bitShiftRight(step, 42), document_steps)))) AS document_gaps,
  arrayMap(step -> bitAnd(bitShiftRight(step, 18), 16777215), steps) AS path_hashes,
  arrayMap(step -> bitAnd(bitShiftRight(step, 18), 16777215), asset_steps) AS asset_hashes,
  arrayReduce('quantileExact(0.95)', arrayMap(step -> bitAnd(bitShiftRight(step, 7), 2047), steps)) AS path_length_p95,
  uniqCombinedMerge(12)(t.paths) AS paths, uniqCombinedMerge(12)(t.urls) AS urls,
  sum(t.path_segments) AS path_segments, sum(t.with_query) AS with_query,
  arrayCount(step -> bitAnd(step, 127) = 5, steps) AS payloads,
  arraySort(groupUniqArrayMerge(10)(t.sensitive_samples)) AS sensitive_samples,
  arraySort(groupUniqArrayMerge(10)(t.path_samples)) AS path_samples,
  sumMap(t.ten_seconds) AS ten_seconds,
  arrayReduce('sumMap', [arrayMap(ten -> intDiv(ten, 6), mapKeys(ten_seconds))], [mapValues(ten_seconds)]) AS minutes,
  sum(t.duration_us) AS duration_us, sum(t.favicons) AS favicons, sum(t.robots) AS robots
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND NOT ifNull(startsWith(t.host, {host__2:String}), false) AND NOT ifNull(startsWith(t.ja4, {ja4__3:String}), false) AND (t.hour, t.host, t.client_ip, t.ja4) IN (SELECT arrayJoin(keys))
  GROUP BY hour, host, client_ip, ja4
  ),
  hosts AS (
  SELECT t.hour + 3600 * later AS hour, t.host AS host, sum(t.requests) AS of_host
  FROM (
  SELECT t.hour AS hour, t.host AS host, sum(t.requests) AS requests
  FROM (
  -- One row an hour, but requests without a host are none of an entity.
  SELECT hour, entity_value AS host, requests FROM agg_entity_1h WHERE entity_type = 'host'
  UNION ALL SELECT hour, host, requests FROM agg_ja4_prevalence_1h WHERE host = ''
  ) AS t
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 167 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC') AND t.host IN (SELECT DISTINCT k.2 FROM (SELECT arrayJoin(keys) AS k)) GROUP BY hour, host
  ) AS t ARRAY JOIN range(toUInt32(greatest(0, dateDiff('hour', t.hour, parseDateTimeBestEffort({first_hour:String}, 'UTC')))),
  toUInt32(least(167, dateDiff('hour', t.hour, parseDateTimeBestEffort({last_hour:String}, 'UTC')))) + 1) AS later
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 167 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC')
  GROUP BY hour, host
  ),
  -- Each row of the page adds up its own week of them.
  host_ja4 AS (
  SELECT t.host AS host, t.ja4 AS ja4, groupArray((t.hour, t.requests)) AS of_ja4 FROM agg_ja4_prevalence_1h AS t
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 167 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC') AND (t.ja4, t.host) IN (SELECT DISTINCT k.4, k.2 FROM (SELECT arrayJoin(keys) AS k)) GROUP BY host, ja4
  ),
  -- Joined by what the page holds: each row of a day counted in each hour of a page would be far more.
  ja4_day AS (
  SELECT k.hour AS hour, k.ja4 AS ja4, sum(t.requests) AS of_ja4_requests,
  sum(t.browser_like) AS of_ja4_browser_like, uniqCombinedMerge(12)(t.addresses) AS of_ja4_addresses,
  uniqCombinedMerge(12)(t.user_agents) AS of_ja4_user_agents
  FROM (SELECT DISTINCT k.1 AS hour, k.4 AS ja4 FROM (SELECT arrayJoin(keys) AS k)) AS k
  JOIN (
  SELECT t.hour AS hour, t.entity_value AS ja4, t.requests AS requests, t.browser_like AS browser_like,
  t.addresses AS addresses, t.user_agents AS user_agents
  FROM agg_entity_1h AS t
  WHERE t.entity_type = 'ja4' AND t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 23 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC') AND t.entity_value IN (SELECT DISTINCT k.4 FROM (SELECT arrayJoin(keys) AS k))
  ) AS t ON t.ja4 = k.ja4
  WHERE t.hour > k.hour - 24 * 3600 AND t.hour <= k.hour
  GROUP BY hour, ja4
  ),
  addresses AS (
  SELECT t.hour AS hour, t.client_ip AS client_ip, sum(t.requests) AS address_requests,
  sum(t.not_found) + sum(t.refused) AS address_failed,
  uniqCombinedMerge(12)(t.user_agents) AS address_user_agents, uniqCombinedMerge(12)(t.hosts) AS address_hosts,
  uniqCombinedMerge(12)(t.paths) AS address_paths, uniqCombinedMerge(12)(t.host_paths) AS address_host_paths,
  arrayDistinct(arrayMap(x -> splitByChar('_', x)[2],
  arrayFilter(x -> x != '', groupUniqArrayMerge(32)(t.ja4s)))) AS cipher_lists
  FROM agg_ip_behavior_1h AS t WHERE (t.hour, t.client_ip) IN (SELECT DISTINCT k.1, k.3 FROM (SELECT arrayJoin(keys) AS k))
  GROUP BY hour, client_ip
  ),
  -- All addresses with the handshake that hardly do anything but post logins: visitors with the same browser are not counted.
  login_fleets AS (
  SELECT hour, ja4, host, sum(posts) AS fleet_posts, sum(refused) AS fleet_refused, count() AS fleet_addresses
  FROM (
  SELECT t.hour AS hour, t.ja4 AS ja4, t.host AS host, sum(t.login_posts) AS posts, sum(t.login_refused) AS refused
  FROM agg_host_ip_ja4_1h AS t WHERE (t.hour, t.ja4, t.host) IN (SELECT DISTINCT k.1, k.4, k.2 FROM (SELECT arrayJoin(keys) AS k))
  GROUP BY hour, ja4, host, t.client_ip HAVING posts > 0 AND posts * 2 >= sum(t.requests)
  ) GROUP BY hour, ja4, host
  ),
  handshakes AS (
  SELECT t.hour AS hour, t.src_ip AS client_ip, t.ja4 AS ja4,
  arrayFilter(x -> x != '', groupUniqArrayMerge(10)(t.server_names)) AS server_names
  FROM agg_handshakes_1h AS t WHERE (t.hour, t.src_ip, t.ja4) IN (SELECT DISTINCT k.1, k.3, k.4 FROM (SELECT arrayJoin(keys) AS k))
  GROUP BY hour, client_ip, ja4
  )
  SELECT f.hour AS hour, replaceRegexpOne(toString(f.client_ip), '^::ffff:', '') AS client_ip, f.ja4 AS ja4, f.host AS host,
  CAST(f.ja4 != '', 'Bool') AS correlated, requests, arrayMap(x -> if(isFinite(x), x, NULL), [log10(requests),
  log10(arrayMax(minutes.2)),
  toFloat64(length(minutes.1)),
  if(length(gaps) < 2, NULL, arrayReduce('median', gaps) / 1000),
  if(length(gaps) < 2 OR arrayMax(gaps) = 0, NULL, arrayReduce('stddevPop', gaps) / arrayAvg(gaps)),
  if(length(gaps) < 4, NULL, arrayReduce('corrStable', arrayPopBack(gaps), arrayPopFront(gaps))),
  if(length(document_gaps) < 2, NULL, arrayReduce('median', document_gaps) / 1000),
  if(length(document_gaps) < 5, NULL, arrayReduce('stddevPop', document_gaps) / arrayAvg(document_gaps)),
  paths / requests,
  arrayReduce('entropy', path_hashes),
  arrayMax(arrayEnumerateUniq(path_hashes)) / length(path_hashes),
  path_segments / requests,
  toFloat64(path_length_p95),
  if(with_query = 0, NULL, urls / requests),
  assets / requests,
  if(length(asset_hashes) < 10, NULL,
  greatest(0, 1 - length(arrayDistinct(asset_hashes)) / length(asset_hashes) - not_modified / assets)),
  if(documents = 0, NULL, favicons / documents),
  if(documents = 0, NULL, assets = 0),
  (sensitive_paths - sensitive_served) / greatest(requests, 10),
  robots / requests,
  not_found / greatest(requests, 10),
  refused / greatest(requests, 10),
  server_errors / greatest(requests, 10),
  not_modified / requests,
  posts / greatest(requests, 10),
  login_posts / greatest(requests, 10),
  odd_methods / greatest(requests, 10),
  if(posts < 3, NULL, post_answer_sizes / posts),
  log10(1 + duration_us / requests / 1000),
  with_referer / requests,
  header_count / requests,
  toFloat64(header_orders),
  if(f.ja4 = '' OR empty(judged_orders), NULL, multiIf(claimed_families = ['chromium'], arrayCount(x -> match(x, ',accept-encoding,(?:.*,)?(?:user-agent|accept|sec-fetch-mode),'), judged_orders), claimed_families = ['firefox'], arrayCount(x -> match(x, ',accept-encoding,(?:.*,)?(?:user-agent|accept|accept-language),|,accept-language,(?:.*,)?(?:user-agent|accept),|,accept,(?:.*,)?user-agent,'), judged_orders), NULL) / length(judged_orders)),
  without_accept_language / requests,
  without_accept_encoding / requests,
  without_sec_fetch / requests,
  client_hint_mismatches / requests,
  if(tls_family = '' OR empty(arrayFilter(x -> x != '', claimed_families)), NULL,
  arrayExists(x -> x != '' AND x != tls_family AND NOT has(['chromium firefox'], concat(tls_family, ' ', x)), claimed_families)),
  if(f.ja4 = '', NULL, log10(of_host / arraySum(arrayMap(x -> if(x.1 > f.hour - 168 * 3600 AND x.1 <= f.hour, x.2, 0), of_ja4)))),
  if(f.ja4 = '', NULL, of_ja4_browser_like / of_ja4_requests),
  if(f.ja4 = '', NULL, log10(of_ja4_addresses)),
  if(f.ja4 = '', NULL, log10(of_ja4_user_agents)),
  if(empty(alpns), NULL, alpn_mismatches / requests),
  if(with_sni = 0, NULL, sni_mismatches / with_sni),
  if(tcp_system = '' OR length(claimed_systems) != 1, NULL, claimed_systems[1] != tcp_system),
  if(isNull(tcp_mss), NULL, tcp_mss < 1400),
  syn_to_clienthello_ms,
  requests / connections,
  if(empty(cipher_lists), NULL, toFloat64(length(cipher_lists))),
  toFloat64(address_user_agents),
  toFloat64(address_hosts),
  if(address_hosts < 2, NULL, address_host_paths / address_paths)]) AS values, CAST(tuple(arrayMap(x -> substringUTF8(x, 1, 512), user_agents), arraySlice(arrayDistinct(arrayConcat(sensitive_samples, path_samples)), 1, 10), sensitive_paths, login_posts, login_refused, not_found, without_accept_language, without_sec_fetch, header_names, http_versions, ja4_r, alpns, h2_fingerprint, payloads, verified_bot, if(isNull(verified_bot), nullIf(claimed_bot, ''), NULL), server_names, ttl_min, tcp_options, arrayMax(mapValues(ten_seconds)), address_requests, address_failed, fleet_addresses, fleet_posts, fleet_refused, first_seen, last_seen), 'Tuple(user_agents Array(String), sample_paths Array(String), sensitive_requests UInt64, login_posts UInt64, login_posts_refused UInt64, not_found UInt64, without_accept_language UInt64, without_sec_fetch UInt64, header_orders Array(String), http_versions Array(String), ja4_r Nullable(String), tls_alpn Array(String), h2_fingerprint String, payload_requests UInt64, verified_bot Nullable(String), false_bot Nullable(String), server_names Array(String), ttl Nullable(UInt8), tcp_options Nullable(String), busiest_ten_seconds UInt64, address_requests UInt64, address_failed UInt64, login_fleet_addresses UInt64, login_fleet_posts UInt64, login_fleet_refused UInt64, first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))') AS context
  FROM page AS f
  JOIN addresses USING (hour, client_ip)
  LEFT JOIN ja4_day USING (hour, ja4)
  JOIN hosts USING (hour, host)
  LEFT JOIN host_ja4 USING (host, ja4)
  LEFT JOIN login_fleets USING (hour, ja4, host)
  LEFT JOIN handshakes USING (hour, client_ip, ja4)
  ORDER BY f.hour, f.host, f.client_ip, f.ja4;

WITH (
  SELECT groupArray((hour, host, client_ip, ja4)) FROM (SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4 FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64})
  ) AS keys,
  page AS (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, sum(t.requests) AS requests,
  sum(t.sensitive_paths) AS sensitive_paths, sum(t.sensitive_served) AS sensitive_served,
  sum(t.documents) AS documents, sum(t.assets) AS assets, sum(t.not_found) AS not_found,
  sum(t.refused) AS refused, sum(t.server_errors) AS server_errors, sum(t.not_modified) AS not_modified,
  sum(t.posts) AS posts, sum(t.login_posts) AS login_posts, sum(t.login_refused) AS login_refused,
  sum(t.odd_methods) AS odd_methods, sum(t.with_referer) AS with_referer,
  sum(t.header_count) AS header_count, uniqCombinedMerge(12)(t.header_orders) AS header_orders,
  sum(t.without_accept_language) AS without_accept_language,
  sum(t.without_accept_encoding) AS without_accept_encoding, sum(t.without_sec_fetch) AS without_sec_fetch,
  sum(t.client_hint_mismatches) AS client_hint_mismatches,
  uniqCombinedMerge(12)(t.connections) AS connections,
  uniqCombinedMerge(12)(t.post_answer_sizes) AS post_answer_sizes,
  sum(t.with_sni) AS with_sni, sum(t.sni_mismatches) AS sni_mismatches, sum(t.alpn_mismatches) AS alpn_mismatches,
  quantileBFloat16Merge(0.5)(t.syn_to_clienthello_ms) AS syn_to_clienthello_ms,
  min(t.tcp_mss) AS tcp_mss, min(t.ttl_min) AS ttl_min, max(t.ttl_max) AS ttl_max, max(t.tcp_options) AS tcp_options,
  arraySort(groupUniqArrayMerge(5)(t.user_agents)) AS user_agents,
  arraySort(groupUniqArrayMerge(5)(t.header_names)) AS header_names,
  arraySort(groupUniqArrayMerge(4)(t.http_versions)) AS http_versions, max(t.ja4_r) AS ja4_r,
  arrayFilter(x -> x != '', arrayDistinct(arrayFlatten(arrayMap(x -> splitByChar(',', x),
  groupUniqArrayMerge(2)(t.alpns))))) AS alpns, max(t.h2_fingerprint) AS h2_fingerprint,
  arrayFirst(name -> arrayExists(x -> positionCaseInsensitive(x, name) > 0, user_agents), (SELECT groupArray(list) FROM reference_lists FINAL WHERE kind = 'bots' AND NOT removed)) AS claimed_bot,
  nullIf(dictGetOrDefault('bots_by_prefix', 'bot', toLowCardinality(t.client_ip), ''), '') AS verified_bot,
  transform(splitByChar('_', toString(ja4))[2], ['8daaf6152771', '5b57614c22b0', '86a278354501', 'a09f3c656075', '2802a3db6c62', '1d37bd780c83', 'e8f1e7e78f70', 'c7886603b240', '85036bcba153', 'ab0a1bf427ad', '13e0e9e1c501', 'c66346c74e42', 'bd790527ddab', 'a2460661a67a', 'd943125447b4', '723694b0fccc', '9dc949149365', '1d947a95fc68', 'b262b3658495', 'a33745022dd6', '8f28d1f76561', 'eca7c5d91837', '7f27215065b1'], ['chromium', 'firefox', 'firefox', 'safari', 'safari', 'openssl', 'openssl', 'openssl', 'openssl', 'openssl', 'openssl', 'openssl', 'openssl', 'openssl', 'openssl', 'gnutls', 'go', 'java', 'node', 'node', 'nmap', 'nmap', 'nmap'], '') AS tls_family,
  arrayDistinct(arrayMap(x -> multiIf(match(x, '(?i)bot\\b|bot/|crawl|spider|\\+https?:'), '', match(x, '(?i)^Mozilla/5\\.0 \\(.*(?:\\b(?:iPhone|iPad|iPod)\\b|(?:CriOS|FxiOS|EdgiOS)/)'), 'safari', match(x, '(?i)\\bEdge/'), '', match(x, '(?i)^Mozilla/5\\.0 \\(.*Chrome/[0-9]'), 'chromium', match(x, '(?i)^Mozilla/5\\.0 \\(.*Firefox/[0-9]'), 'firefox', match(x, '(?i)^Mozilla/5\\.0 \\(.*Macintosh.*Version/[0-9]+.*Safari/'), 'safari', ''), user_agents)) AS claimed_families,
  arrayFilter(x -> x != '', arrayDistinct(arrayMap(x -> multiIf(match(x, '(?i)bot\\b|bot/|crawl|spider|\\+https?:'), '', match(x, '(?i)^Mozilla/5\\.0 \\(Windows NT '), 'windows', match(x, '(?i)^Mozilla/5\\.0 \\((?:Linux|X11; (?:.*; )?Linux|X11; CrOS|Android)'), 'linux', match(x, '(?i)^Mozilla/5\\.0 \\((?:Macintosh|iPhone|iPad|iPod)'), 'apple', ''), user_agents))) AS claimed_systems,
  arrayFilter(x -> position(x, ',accept-encoding,') > 0 AND position(x, ',range,') = 0,
  arrayMap(x -> concat(',', lower(x), ','), header_names)) AS judged_orders,
  multiIf(isNull(tcp_options) OR isNull(ttl_min), '', ttl_min > 0 AND ttl_max <= 64 AND startsWith(tcp_options, '2-4-8-1-3'), 'linux', ttl_min > 0 AND ttl_max <= 64 AND startsWith(tcp_options, '2-1-3-1-1-8-4'), 'apple', ttl_min > 64 AND ttl_max <= 128 AND startsWith(tcp_options, '2-1-3-1-1-4'), 'windows', '') AS tcp_system,
  groupArrayMerge(500)(t.steps) AS steps,
  arrayPopFront(arrayDifference(arraySort(arrayMap(step -> bitShiftRight(step, 42), steps)))) AS gaps,
  arrayFilter(step -> bitAnd(step, 127) = 1, groupArrayMergeIf(500)(t.steps, t.documents > 0)) AS document_steps, arrayFilter(step -> bitAnd(step, 127) = 2, groupArrayMergeIf(500)(t.steps, t.assets > 0)) AS asset_steps,
  arrayPopFront(arrayDifference(arraySort(arrayMap(step -> bitShiftRight(step, 42), document_steps)))) AS document_gaps,
  arrayMap(step -> bitAnd(bitShiftRight(step, 18), 16777215), steps) AS path_hashes,
  arrayMap(step -> bitAnd(bitShiftRight(step, 18), 16777215), asset_steps) AS asset_hashes,
  arrayReduce('quantileExact(0.95)', arrayMap(step -> bitAnd(bitShiftRight(step, 7), 2047), steps)) AS path_length_p95,
  uniqCombinedMerge(12)(t.paths) AS paths, uniqCombinedMerge(12)(t.urls) AS urls,
  sum(t.path_segments) AS path_segments, sum(t.with_query) AS with_query,
  arrayCount(step -> bitAnd(step, 127) = 5, steps) AS payloads,
  arraySort(groupUniqArrayMerge(10)(t.sensitive_samples)) AS sensitive_samples,
  arraySort(groupUniqArrayMerge(10)(t.path_samples)) AS path_samples,
  sumMap(t.ten_seconds) AS ten_seconds,
  arrayReduce('sumMap', [arrayMap(ten -> intDiv(ten, 6), mapKeys(ten_seconds))], [mapValues(ten_seconds)]) AS minutes,
  sum(t.duration_us) AS duration_us, sum(t.favicons) AS favicons, sum(t.robots) AS robots
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND (t.hour, t.host, t.client_ip, t.ja4) IN (SELECT arrayJoin(keys))
  GROUP BY hour, host, client_ip, ja4
  ),
  hosts AS (
  SELECT t.hour + 3600 * later AS hour, t.host AS host, sum(t.requests) AS of_host
  FROM (
  SELECT t.hour AS hour, t.host AS host, sum(t.requests) AS requests
  FROM (
  -- One row an hour, but requests without a host are none of an entity.
  SELECT hour, entity_value AS host, requests FROM agg_entity_1h WHERE entity_type = 'host'
  UNION ALL SELECT hour, host, requests FROM agg_ja4_prevalence_1h WHERE host = ''
  ) AS t
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 167 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC') AND t.host IN (SELECT DISTINCT k.2 FROM (SELECT arrayJoin(keys) AS k)) GROUP BY hour, host
  ) AS t ARRAY JOIN range(toUInt32(greatest(0, dateDiff('hour', t.hour, parseDateTimeBestEffort({first_hour:String}, 'UTC')))),
  toUInt32(least(167, dateDiff('hour', t.hour, parseDateTimeBestEffort({last_hour:String}, 'UTC')))) + 1) AS later
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 167 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC')
  GROUP BY hour, host
  ),
  -- Each row of the page adds up its own week of them.
  host_ja4 AS (
  SELECT t.host AS host, t.ja4 AS ja4, groupArray((t.hour, t.requests)) AS of_ja4 FROM agg_ja4_prevalence_1h AS t
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 167 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC') AND (t.ja4, t.host) IN (SELECT DISTINCT k.4, k.2 FROM (SELECT arrayJoin(keys) AS k)) GROUP BY host, ja4
  ),
  -- Joined by what the page holds: each row of a day counted in each hour of a page would be far more.
  ja4_day AS (
  SELECT k.hour AS hour, k.ja4 AS ja4, sum(t.requests) AS of_ja4_requests,
  sum(t.browser_like) AS of_ja4_browser_like, uniqCombinedMerge(12)(t.addresses) AS of_ja4_addresses,
  uniqCombinedMerge(12)(t.user_agents) AS of_ja4_user_agents
  FROM (SELECT DISTINCT k.1 AS hour, k.4 AS ja4 FROM (SELECT arrayJoin(keys) AS k)) AS k
  JOIN (
  SELECT t.hour AS hour, t.entity_value AS ja4, t.requests AS requests, t.browser_like AS browser_like,
  t.addresses AS addresses, t.user_agents AS user_agents
  FROM agg_entity_1h AS t
  WHERE t.entity_type = 'ja4' AND t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 23 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC') AND t.entity_value IN (SELECT DISTINCT k.4 FROM (SELECT arrayJoin(keys) AS k))
  ) AS t ON t.ja4 = k.ja4
  WHERE t.hour > k.hour - 24 * 3600 AND t.hour <= k.hour
  GROUP BY hour, ja4
  ),
  addresses AS (
  SELECT t.hour AS hour, t.client_ip AS client_ip, sum(t.requests) AS address_requests,
  sum(t.not_found) + sum(t.refused) AS address_failed,
  uniqCombinedMerge(12)(t.user_agents) AS address_user_agents, uniqCombinedMerge(12)(t.hosts) AS address_hosts,
  uniqCombinedMerge(12)(t.paths) AS address_paths, uniqCombinedMerge(12)(t.host_paths) AS address_host_paths,
  arrayDistinct(arrayMap(x -> splitByChar('_', x)[2],
  arrayFilter(x -> x != '', groupUniqArrayMerge(32)(t.ja4s)))) AS cipher_lists
  FROM agg_ip_behavior_1h AS t WHERE (t.hour, t.client_ip) IN (SELECT DISTINCT k.1, k.3 FROM (SELECT arrayJoin(keys) AS k))
  GROUP BY hour, client_ip
  ),
  -- All addresses with the handshake that hardly do anything but post logins: visitors with the same browser are not counted.
  login_fleets AS (
  SELECT hour, ja4, host, sum(posts) AS fleet_posts, sum(refused) AS fleet_refused, count() AS fleet_addresses
  FROM (
  SELECT t.hour AS hour, t.ja4 AS ja4, t.host AS host, sum(t.login_posts) AS posts, sum(t.login_refused) AS refused
  FROM agg_host_ip_ja4_1h AS t WHERE (t.hour, t.ja4, t.host) IN (SELECT DISTINCT k.1, k.4, k.2 FROM (SELECT arrayJoin(keys) AS k))
  GROUP BY hour, ja4, host, t.client_ip HAVING posts > 0 AND posts * 2 >= sum(t.requests)
  ) GROUP BY hour, ja4, host
  ),
  handshakes AS (
  SELECT t.hour AS hour, t.src_ip AS client_ip, t.ja4 AS ja4,
  arrayFilter(x -> x != '', groupUniqArrayMerge(10)(t.server_names)) AS server_names
  FROM agg_handshakes_1h AS t WHERE (t.hour, t.src_ip, t.ja4) IN (SELECT DISTINCT k.1, k.3, k.4 FROM (SELECT arrayJoin(keys) AS k))
  GROUP BY hour, client_ip, ja4
  )
  SELECT f.hour AS hour, replaceRegexpOne(toString(f.client_ip), '^::ffff:', '') AS client_ip, f.ja4 AS ja4, f.host AS host,
  CAST(f.ja4 != '', 'Bool') AS correlated, requests, arrayMap(x -> if(isFinite(x), x, NULL), [log10(requests),
  log10(arrayMax(minutes.2)),
  toFloat64(length(minutes.1)),
  if(length(gaps) < 2, NULL, arrayReduce('median', gaps) / 1000),
  if(length(gaps) < 2 OR arrayMax(gaps) = 0, NULL, arrayReduce('stddevPop', gaps) / arrayAvg(gaps)),
  if(length(gaps) < 4, NULL, arrayReduce('corrStable', arrayPopBack(gaps), arrayPopFront(gaps))),
  if(length(document_gaps) < 2, NULL, arrayReduce('median', document_gaps) / 1000),
  if(length(document_gaps) < 5, NULL, arrayReduce('stddevPop', document_gaps) / arrayAvg(document_gaps)),
  paths / requests,
  arrayReduce('entropy', path_hashes),
  arrayMax(arrayEnumerateUniq(path_hashes)) / length(path_hashes),
  path_segments / requests,
  toFloat64(path_length_p95),
  if(with_query = 0, NULL, urls / requests),
  assets / requests,
  if(length(asset_hashes) < 10, NULL,
  greatest(0, 1 - length(arrayDistinct(asset_hashes)) / length(asset_hashes) - not_modified / assets)),
  if(documents = 0, NULL, favicons / documents),
  if(documents = 0, NULL, assets = 0),
  (sensitive_paths - sensitive_served) / greatest(requests, 10),
  robots / requests,
  not_found / greatest(requests, 10),
  refused / greatest(requests, 10),
  server_errors / greatest(requests, 10),
  not_modified / requests,
  posts / greatest(requests, 10),
  login_posts / greatest(requests, 10),
  odd_methods / greatest(requests, 10),
  if(posts < 3, NULL, post_answer_sizes / posts),
  log10(1 + duration_us / requests / 1000),
  with_referer / requests,
  header_count / requests,
  toFloat64(header_orders),
  if(f.ja4 = '' OR empty(judged_orders), NULL, multiIf(claimed_families = ['chromium'], arrayCount(x -> match(x, ',accept-encoding,(?:.*,)?(?:user-agent|accept|sec-fetch-mode),'), judged_orders), claimed_families = ['firefox'], arrayCount(x -> match(x, ',accept-encoding,(?:.*,)?(?:user-agent|accept|accept-language),|,accept-language,(?:.*,)?(?:user-agent|accept),|,accept,(?:.*,)?user-agent,'), judged_orders), NULL) / length(judged_orders)),
  without_accept_language / requests,
  without_accept_encoding / requests,
  without_sec_fetch / requests,
  client_hint_mismatches / requests,
  if(tls_family = '' OR empty(arrayFilter(x -> x != '', claimed_families)), NULL,
  arrayExists(x -> x != '' AND x != tls_family AND NOT has(['chromium firefox'], concat(tls_family, ' ', x)), claimed_families)),
  if(f.ja4 = '', NULL, log10(of_host / arraySum(arrayMap(x -> if(x.1 > f.hour - 168 * 3600 AND x.1 <= f.hour, x.2, 0), of_ja4)))),
  if(f.ja4 = '', NULL, of_ja4_browser_like / of_ja4_requests),
  if(f.ja4 = '', NULL, log10(of_ja4_addresses)),
  if(f.ja4 = '', NULL, log10(of_ja4_user_agents)),
  if(empty(alpns), NULL, alpn_mismatches / requests),
  if(with_sni = 0, NULL, sni_mismatches / with_sni),
  if(tcp_system = '' OR length(claimed_systems) != 1, NULL, claimed_systems[1] != tcp_system),
  if(isNull(tcp_mss), NULL, tcp_mss < 1400),
  syn_to_clienthello_ms,
  requests / connections,
  if(empty(cipher_lists), NULL, toFloat64(length(cipher_lists))),
  toFloat64(address_user_agents),
  toFloat64(address_hosts),
  if(address_hosts < 2, NULL, address_host_paths / address_paths)]) AS values, CAST(tuple(arrayMap(x -> substringUTF8(x, 1, 512), user_agents), arraySlice(arrayDistinct(arrayConcat(sensitive_samples, path_samples)), 1, 10), sensitive_paths, login_posts, login_refused, not_found, without_accept_language, without_sec_fetch, header_names, http_versions, ja4_r, alpns, h2_fingerprint, payloads, verified_bot, if(isNull(verified_bot), nullIf(claimed_bot, ''), NULL), server_names, ttl_min, tcp_options, arrayMax(mapValues(ten_seconds)), address_requests, address_failed, fleet_addresses, fleet_posts, fleet_refused, first_seen, last_seen), 'Tuple(user_agents Array(String), sample_paths Array(String), sensitive_requests UInt64, login_posts UInt64, login_posts_refused UInt64, not_found UInt64, without_accept_language UInt64, without_sec_fetch UInt64, header_orders Array(String), http_versions Array(String), ja4_r Nullable(String), tls_alpn Array(String), h2_fingerprint String, payload_requests UInt64, verified_bot Nullable(String), false_bot Nullable(String), server_names Array(String), ttl Nullable(UInt8), tcp_options Nullable(String), busiest_ten_seconds UInt64, address_requests UInt64, address_failed UInt64, login_fleet_addresses UInt64, login_fleet_posts UInt64, login_fleet_refused UInt64, first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))') AS context
  FROM page AS f
  JOIN addresses USING (hour, client_ip)
  LEFT JOIN ja4_day USING (hour, ja4)
  JOIN hosts USING (hour, host)
  LEFT JOIN host_ja4 USING (host, ja4)
  LEFT JOIN login_fleets USING (hour, ja4, host)
  LEFT JOIN handshakes USING (hour, client_ip, ja4)
  ORDER BY f.hour, f.host, f.client_ip, f.ja4;
