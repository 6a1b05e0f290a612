SELECT count() AS rows, max((f.hour, f.ja4, f.header_order_hash, f.host)) AS last,
  last.1 AS hour, last.2 AS ja4, last.3 AS header_order_hash, last.4 AS host
  FROM (SELECT t.hour AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND NOT ifNull(startsWith(t.ja4, {ja4__0:String}), false) AND NOT ifNull(startsWith(t.header_order_hash, {header_order_hash__1:String}), false) AND NOT ifNull(startsWith(t.host, {host__2:String}), false) GROUP BY hour, ja4, header_order_hash, host
  HAVING uniqCombined(12)(cityHash64(t.client_ip)) >= {min_addresses:UInt64} ORDER BY hour, ja4, header_order_hash, host LIMIT {rows:UInt32}) AS f;

SELECT count() AS rows, max((f.hour, f.ja4, f.header_order_hash, f.host)) AS last,
  last.1 AS hour, last.2 AS ja4, last.3 AS header_order_hash, last.4 AS host
  FROM (SELECT t.hour AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY hour, ja4, header_order_hash, host
  HAVING uniqCombined(12)(cityHash64(t.client_ip)) >= {min_addresses:UInt64} ORDER BY hour, ja4, header_order_hash, host LIMIT {rows:UInt32}) AS f;

SELECT count() AS total FROM (SELECT t.hour AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND NOT ifNull(startsWith(t.ja4, {ja4__0:String}), false) AND NOT ifNull(startsWith(t.header_order_hash, {header_order_hash__1:String}), false) AND NOT ifNull(startsWith(t.host, {host__2:String}), false) GROUP BY hour, ja4, header_order_hash, host
  HAVING uniqCombined(12)(cityHash64(t.client_ip)) >= {min_addresses:UInt64});

WITH (SELECT groupArray((hour, ja4, header_order_hash, host)) FROM (SELECT t.hour AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND NOT ifNull(startsWith(t.ja4, {ja4__0:String}), false) AND NOT ifNull(startsWith(t.header_order_hash, {header_order_hash__1:String}), false) AND NOT ifNull(startsWith(t.host, {host__2:String}), false) GROUP BY hour, ja4, header_order_hash, host
  HAVING uniqCombined(12)(cityHash64(t.client_ip)) >= {min_addresses:UInt64})) AS found,
  page AS (
  SELECT t.hour AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, sum(t.requests) AS requests,
  uniqCombinedMerge(12)(t.addresses) AS addresses, groupUniqArrayMerge(20)(t.address_samples) AS address_samples,
  uniqCombinedMerge(12)(t.asns) AS networks, uniqCombinedMerge(12)(t.user_agents) AS user_agents,
  uniqCombinedMerge(12)(t.paths) AS paths, sum(t.documents) AS documents, sum(t.assets) AS assets,
  sum(t.sensitive_paths) AS sensitive_paths, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.posts) AS posts, sum(t.login_posts) AS login_posts, sum(t.login_refused) AS login_refused,
  sum(t.with_referer) AS with_referer, sum(t.without_accept_language) AS without_accept_language,
  sum(t.without_sec_fetch) AS without_sec_fetch, sum(t.browser_like) AS browser_like,
  sum(t.header_count) AS header_count, sum(t.bytes_out) AS bytes_out FROM agg_fleet_1h AS t
  WHERE (t.hour, t.ja4, t.header_order_hash, t.host) IN (SELECT arrayJoin(found)) GROUP BY hour, ja4, header_order_hash, host
  ),
  -- An hour and the seven days before it.
  history AS (
  SELECT t.hour + 3600 * later AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host,
  sumIf(t.requests, later < 168) AS of_fleet, avgIf(t.addresses, later > 0) AS usual_addresses
  FROM (
  SELECT t.hour AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host, sum(t.requests) AS requests, uniqCombined(12)(cityHash64(t.client_ip)) AS addresses
  -- The JA4 alone is compared by its number in a dictionary: most rows of a week are left out by that.
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 168 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC') AND t.ja4 IN (SELECT DISTINCT k.2 FROM (SELECT arrayJoin(found) AS k))
  AND (t.ja4, t.header_order_hash, t.host) IN (SELECT DISTINCT k.2, k.3, k.4 FROM (SELECT arrayJoin(found) AS k))
  GROUP BY hour, ja4, header_order_hash, host
  ) AS t ARRAY JOIN range(toUInt32(greatest(0, dateDiff('hour', t.hour, parseDateTimeBestEffort({first_hour:String}, 'UTC')))),
  toUInt32(least(168, dateDiff('hour', t.hour, parseDateTimeBestEffort({last_hour:String}, 'UTC')))) + 1) AS later
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 168 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC')
  GROUP BY hour, ja4, header_order_hash, host
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
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 167 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC') AND t.host IN (SELECT DISTINCT k.4 FROM (SELECT arrayJoin(found) AS k)) GROUP BY hour, host
  ) AS t ARRAY JOIN range(toUInt32(greatest(0, dateDiff('hour', t.hour, parseDateTimeBestEffort({first_hour:String}, 'UTC')))),
  toUInt32(least(167, dateDiff('hour', t.hour, parseDateTimeBestEffort({last_hour:String}, 'UTC')))) + 1) AS later
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 167 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC')
  GROUP BY hour, host
  ),
  orders AS (
  SELECT t.hour AS hour, t.header_order_hash AS header_order_hash, max(t.client_headers) AS client_headers
  FROM agg_header_fingerprint_1h AS t
  WHERE (t.hour, t.header_order_hash) IN (SELECT DISTINCT k.1, k.3 FROM (SELECT arrayJoin(found) AS k))
  GROUP BY hour, header_order_hash
  )
  SELECT f.hour AS hour, f.ja4 AS ja4, f.header_order_hash AS header_order_hash, f.host AS host,
  addresses, requests, arrayMap(x -> if(isFinite(x), x, NULL), [log10(requests),
  log10(addresses),
  log10(requests / addresses),
  if(networks = 0, NULL, log10(networks)),
  log10(user_agents / addresses),
  paths / requests,
  documents / requests,
  assets / requests,
  sensitive_paths / requests,
  not_found / requests,
  refused / requests,
  posts / requests,
  login_posts / requests,
  if(login_posts = 0, NULL, login_refused / login_posts),
  with_referer / requests,
  without_accept_language / requests,
  without_sec_fetch / requests,
  browser_like / requests,
  header_count / requests,
  log10(1 + bytes_out / requests),
  log10(of_host / of_fleet),
  if(isFinite(usual_addresses), log10(addresses / usual_addresses), NULL)]) AS values,
  CAST(tuple(arrayMap(x -> replaceRegexpOne(toString(x), '^::ffff:', ''), arraySort(address_samples)), substring(client_headers, 1, 1000), login_posts, login_refused, browser_like, user_agents, first_seen, last_seen), 'Tuple(addresses Array(String), header_order String, login_posts UInt64, login_posts_refused UInt64, browser_like UInt64, user_agents UInt64, first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))') AS context
  FROM page AS f
  JOIN history USING (hour, ja4, header_order_hash, host)
  JOIN hosts USING (hour, host)
  LEFT JOIN orders USING (hour, header_order_hash)
  ORDER BY f.hour, f.ja4, f.header_order_hash, f.host;

WITH (SELECT groupArray((hour, ja4, header_order_hash, host)) FROM (SELECT t.hour AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY hour, ja4, header_order_hash, host
  HAVING uniqCombined(12)(cityHash64(t.client_ip)) >= {min_addresses:UInt64})) AS found,
  page AS (
  SELECT t.hour AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, sum(t.requests) AS requests,
  uniqCombinedMerge(12)(t.addresses) AS addresses, groupUniqArrayMerge(20)(t.address_samples) AS address_samples,
  uniqCombinedMerge(12)(t.asns) AS networks, uniqCombinedMerge(12)(t.user_agents) AS user_agents,
  uniqCombinedMerge(12)(t.paths) AS paths, sum(t.documents) AS documents, sum(t.assets) AS assets,
  sum(t.sensitive_paths) AS sensitive_paths, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.posts) AS posts, sum(t.login_posts) AS login_posts, sum(t.login_refused) AS login_refused,
  sum(t.with_referer) AS with_referer, sum(t.without_accept_language) AS without_accept_language,
  sum(t.without_sec_fetch) AS without_sec_fetch, sum(t.browser_like) AS browser_like,
  sum(t.header_count) AS header_count, sum(t.bytes_out) AS bytes_out FROM agg_fleet_1h AS t
  WHERE (t.hour, t.ja4, t.header_order_hash, t.host) IN (SELECT arrayJoin(found)) GROUP BY hour, ja4, header_order_hash, host
  ),
  -- An hour and the seven days before it.
  history AS (
  SELECT t.hour + 3600 * later AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host,
  sumIf(t.requests, later < 168) AS of_fleet, avgIf(t.addresses, later > 0) AS usual_addresses
  FROM (
  SELECT t.hour AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host, sum(t.requests) AS requests, uniqCombined(12)(cityHash64(t.client_ip)) AS addresses
  -- The JA4 alone is compared by its number in a dictionary: most rows of a week are left out by that.
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 168 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC') AND t.ja4 IN (SELECT DISTINCT k.2 FROM (SELECT arrayJoin(found) AS k))
  AND (t.ja4, t.header_order_hash, t.host) IN (SELECT DISTINCT k.2, k.3, k.4 FROM (SELECT arrayJoin(found) AS k))
  GROUP BY hour, ja4, header_order_hash, host
  ) AS t ARRAY JOIN range(toUInt32(greatest(0, dateDiff('hour', t.hour, parseDateTimeBestEffort({first_hour:String}, 'UTC')))),
  toUInt32(least(168, dateDiff('hour', t.hour, parseDateTimeBestEffort({last_hour:String}, 'UTC')))) + 1) AS later
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 168 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC')
  GROUP BY hour, ja4, header_order_hash, host
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
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 167 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC') AND t.host IN (SELECT DISTINCT k.4 FROM (SELECT arrayJoin(found) AS k)) GROUP BY hour, host
  ) AS t ARRAY JOIN range(toUInt32(greatest(0, dateDiff('hour', t.hour, parseDateTimeBestEffort({first_hour:String}, 'UTC')))),
  toUInt32(least(167, dateDiff('hour', t.hour, parseDateTimeBestEffort({last_hour:String}, 'UTC')))) + 1) AS later
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 167 * 3600 AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC')
  GROUP BY hour, host
  ),
  orders AS (
  SELECT t.hour AS hour, t.header_order_hash AS header_order_hash, max(t.client_headers) AS client_headers
  FROM agg_header_fingerprint_1h AS t
  WHERE (t.hour, t.header_order_hash) IN (SELECT DISTINCT k.1, k.3 FROM (SELECT arrayJoin(found) AS k))
  GROUP BY hour, header_order_hash
  )
  SELECT f.hour AS hour, f.ja4 AS ja4, f.header_order_hash AS header_order_hash, f.host AS host,
  addresses, requests, arrayMap(x -> if(isFinite(x), x, NULL), [log10(requests),
  log10(addresses),
  log10(requests / addresses),
  if(networks = 0, NULL, log10(networks)),
  log10(user_agents / addresses),
  paths / requests,
  documents / requests,
  assets / requests,
  sensitive_paths / requests,
  not_found / requests,
  refused / requests,
  posts / requests,
  login_posts / requests,
  if(login_posts = 0, NULL, login_refused / login_posts),
  with_referer / requests,
  without_accept_language / requests,
  without_sec_fetch / requests,
  browser_like / requests,
  header_count / requests,
  log10(1 + bytes_out / requests),
  log10(of_host / of_fleet),
  if(isFinite(usual_addresses), log10(addresses / usual_addresses), NULL)]) AS values,
  CAST(tuple(arrayMap(x -> replaceRegexpOne(toString(x), '^::ffff:', ''), arraySort(address_samples)), substring(client_headers, 1, 1000), login_posts, login_refused, browser_like, user_agents, first_seen, last_seen), 'Tuple(addresses Array(String), header_order String, login_posts UInt64, login_posts_refused UInt64, browser_like UInt64, user_agents UInt64, first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))') AS context
  FROM page AS f
  JOIN history USING (hour, ja4, header_order_hash, host)
  JOIN hosts USING (hour, host)
  LEFT JOIN orders USING (hour, header_order_hash)
  ORDER BY f.hour, f.ja4, f.header_order_hash, f.host;
