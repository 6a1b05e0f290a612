SELECT count() AS open_detections,
  arrayFirstOrNull(level -> has(groupUniqArray(t.level), level), ['critical', 'high', 'medium', 'low']) AS worst_level
  FROM detections AS t FINAL WHERE t.client_ip = {value:IPv6} AND t.status != 'closed' AND t.verdict != 'suppressed';

SELECT count() AS open_detections,
  arrayFirstOrNull(level -> has(groupUniqArray(t.level), level), ['critical', 'high', 'medium', 'low']) AS worst_level
  FROM detections AS t FINAL WHERE t.host = {value:String} AND t.status != 'closed' AND t.verdict != 'suppressed';

SELECT count() AS open_detections,
  arrayFirstOrNull(level -> has(groupUniqArray(t.level), level), ['critical', 'high', 'medium', 'low']) AS worst_level
  FROM detections AS t FINAL WHERE t.ja4 = {value:String} AND t.status != 'closed' AND t.verdict != 'suppressed';

SELECT g AS value, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value != '' AND t.entity_value = {entity:String} GROUP BY t.entity_value AS g;

SELECT g AS value, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value = {entity:String} GROUP BY t.entity_value AS g;

SELECT g AS value, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value != '' AND t.entity_value = {entity:String} GROUP BY t.entity_value AS g;

SELECT g AS value, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value = {entity:String} GROUP BY t.entity_value AS g;

SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqExact(t.client_ip), uniqExactIf(t.ja4, t.ja4 != ''), uniqCombinedMerge(12)(t.hosts), uniqExactIf(t.user_agent, t.user_agent != '')), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct FROM (SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, toUInt32(1) AS hours_seen, if(h.correlated, h.requests, 0) AS correlated,
  initializeAggregation('uniqCombinedState(12)', cityHash64(h.host)) AS hosts FROM agg_host_ip_ja4_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, hours_seen, correlated, hosts FROM agg_ip_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.client_ip = {entity:IPv6} GROUP BY t.client_ip AS g;

SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqExact(t.client_ip), uniqExactIf(t.ja4, t.ja4 != ''), uniqCombinedMerge(12)(t.hosts), uniqExactIf(t.user_agent, t.user_agent != '')), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct FROM (SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, toUInt32(1) AS hours_seen, if(h.correlated, h.requests, 0) AS correlated,
  initializeAggregation('uniqCombinedState(12)', cityHash64(h.host)) AS hosts FROM agg_host_ip_ja4_1h AS h) AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} GROUP BY t.client_ip AS g;

SELECT t.asn AS asn, t.as_name AS as_name, t.country AS country FROM http_logs AS t WHERE t.client_ip = {client_ip:IPv6} AND t.time = fromUnixTimestamp64Micro({at:Int64}, 'UTC') LIMIT 1;
