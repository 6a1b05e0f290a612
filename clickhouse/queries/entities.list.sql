SELECT g AS value, '' AS label, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value = {value__0:String} GROUP BY t.entity_value AS g  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, '' AS label, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} GROUP BY t.entity_value AS g  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT toString(t.asn) AS asn, any(t.as_name) AS name FROM http_logs AS t
  WHERE t.time IN (SELECT fromUnixTimestamp64Micro(arrayJoin({times:Array(Int64)}), 'UTC'))
  AND t.asn IN {asns:Array(UInt32)} AND t.as_name IS NOT NULL GROUP BY t.asn;

SELECT uniqExact(t.client_ip) AS total FROM (SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, toUInt32(1) AS hours_seen, if(h.correlated, h.requests, 0) AS correlated,
  initializeAggregation('uniqCombinedState(12)', cityHash64(h.host)) AS hosts FROM agg_host_ip_ja4_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, hours_seen, correlated, hosts FROM agg_ip_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({value__1:String}), {value__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({value__1:String}), {value__0:UInt8}).2;

SELECT uniqExact(t.entity_value) AS total FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value != '' AND t.entity_value = {value__0:String};

SELECT uniqExact(t.entity_value) AS total FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value = {value__0:String};

SELECT uniqExact(t.entity_value) AS total FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value IN (SELECT toString(r.asn) FROM reference_prefixes AS r WHERE (r.list, r.generation) IN
  (SELECT list, generation FROM reference_lists FINAL WHERE kind = 'asn' AND NOT removed)
  AND positionCaseInsensitiveUTF8(r.name, {value:String}) > 0);

SELECT uniqExact(t.entity_value) AS total FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value = {value__0:String};

WITH page AS (SELECT g, toFloat64(sum(t.requests)) AS sort_value FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value != '' AND t.entity_value = {value__0:String} GROUP BY t.entity_value AS g  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32})
  SELECT g AS value, '' AS label, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value != '' AND t.entity_value = {value__0:String} AND t.entity_value IN (SELECT g FROM page) GROUP BY t.entity_value AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (SELECT g, toFloat64(sum(t.requests)) AS sort_value FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value = {value__0:String} GROUP BY t.entity_value AS g  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32})
  SELECT g AS value, '' AS label, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value = {value__0:String} AND t.entity_value IN (SELECT g FROM page) GROUP BY t.entity_value AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (SELECT g, toFloat64(sum(t.requests)) AS sort_value FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value IN (SELECT toString(r.asn) FROM reference_prefixes AS r WHERE (r.list, r.generation) IN
  (SELECT list, generation FROM reference_lists FINAL WHERE kind = 'asn' AND NOT removed)
  AND positionCaseInsensitiveUTF8(r.name, {value:String}) > 0) GROUP BY t.entity_value AS g  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32})
  SELECT g AS value, '' AS label, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value IN (SELECT toString(r.asn) FROM reference_prefixes AS r WHERE (r.list, r.generation) IN
  (SELECT list, generation FROM reference_lists FINAL WHERE kind = 'asn' AND NOT removed)
  AND positionCaseInsensitiveUTF8(r.name, {value:String}) > 0) AND t.entity_value IN (SELECT g FROM page) GROUP BY t.entity_value AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (SELECT g, toFloat64(sum(t.requests)) AS sort_value FROM (SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, toUInt32(1) AS hours_seen, if(h.correlated, h.requests, 0) AS correlated,
  initializeAggregation('uniqCombinedState(12)', cityHash64(h.host)) AS hosts FROM agg_host_ip_ja4_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, hours_seen, correlated, hosts FROM agg_ip_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({value__1:String}), {value__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({value__1:String}), {value__0:UInt8}).2 GROUP BY t.client_ip AS g  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32})
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, '' AS label, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqExact(t.client_ip), uniqExactIf(t.ja4, t.ja4 != ''), uniqCombinedMerge(12)(t.hosts), uniqExactIf(t.user_agent, t.user_agent != '')), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM (SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, toUInt32(1) AS hours_seen, if(h.correlated, h.requests, 0) AS correlated,
  initializeAggregation('uniqCombinedState(12)', cityHash64(h.host)) AS hosts FROM agg_host_ip_ja4_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, hours_seen, correlated, hosts FROM agg_ip_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({value__1:String}), {value__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({value__1:String}), {value__0:UInt8}).2 AND t.client_ip IN (SELECT g FROM page) GROUP BY t.client_ip AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (SELECT g, toFloat64(sum(t.requests)) AS sort_value FROM (SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, toUInt32(1) AS hours_seen, if(h.correlated, h.requests, 0) AS correlated,
  initializeAggregation('uniqCombinedState(12)', cityHash64(h.host)) AS hosts FROM agg_host_ip_ja4_1h AS h) AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY t.client_ip AS g  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32})
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, '' AS label, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqExact(t.client_ip), uniqExactIf(t.ja4, t.ja4 != ''), uniqCombinedMerge(12)(t.hosts), uniqExactIf(t.user_agent, t.user_agent != '')), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM (SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, toUInt32(1) AS hours_seen, if(h.correlated, h.requests, 0) AS correlated,
  initializeAggregation('uniqCombinedState(12)', cityHash64(h.host)) AS hosts FROM agg_host_ip_ja4_1h AS h) AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip IN (SELECT g FROM page) GROUP BY t.client_ip AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (SELECT g, toFloat64(sum(t.requests)) AS sort_value FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value != '' GROUP BY t.entity_value AS g  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32})
  SELECT g AS value, '' AS label, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM agg_entity_1h AS t PREWHERE t.entity_value IN (SELECT g FROM page) WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value != '' GROUP BY t.entity_value AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (SELECT g, toFloat64(sum(t.requests)) AS sort_value FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value = {value__0:String} GROUP BY cityHash64(t.entity_value) AS g  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32})
  SELECT g AS value, '' AS label, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM agg_entity_1h AS t PREWHERE cityHash64(t.entity_value) IN (SELECT g FROM page) WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value = {value__0:String} GROUP BY t.entity_value AS g ORDER BY sort_value DESC, cityHash64(g) DESC;

WITH page AS (SELECT g, toFloat64(sum(t.requests)) AS sort_value FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} GROUP BY cityHash64(t.entity_value) AS g  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32})
  SELECT g AS value, '' AS label, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM agg_entity_1h AS t PREWHERE cityHash64(t.entity_value) IN (SELECT g FROM page) WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} GROUP BY t.entity_value AS g ORDER BY sort_value DESC, cityHash64(g) DESC;

WITH page AS (SELECT g, toFloat64(sum(t.requests)) AS sort_value FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} GROUP BY t.entity_value AS g  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32})
  SELECT g AS value, '' AS label, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
  sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
  CAST(tuple(uniqCombinedMerge(12)(t.addresses), uniqCombinedMerge(12)(t.ja4s), uniqCombinedMerge(12)(t.hosts), uniqCombinedMerge(12)(t.user_agents)), 'Tuple(ips UInt64, ja4s UInt64, hosts UInt64, user_agents UInt64)') AS distinct, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM agg_entity_1h AS t PREWHERE t.entity_value IN (SELECT g FROM page) WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} GROUP BY t.entity_value AS g ORDER BY sort_value DESC, g DESC;
