SELECT sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, uniqCombinedMerge(12)(t.addresses) AS ips, uniqCombinedMerge(12)(t.ja4s) AS ja4s, uniqCombinedMerge(12)(t.hosts) AS hosts, uniqCombinedMerge(12)(t.user_agents) AS user_agents FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = {entity_type:String} AND t.entity_value = {entity:String};

SELECT sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, uniqCombinedMerge(12)(t.addresses) AS ips, uniqCombinedMerge(12)(t.ja4s) AS ja4s, uniqCombinedMerge(12)(t.hosts) AS hosts, uniqCombinedMerge(12)(t.user_agents) AS user_agents FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value = {entity:String};

SELECT sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, uniqExact(t.client_ip) AS ips, uniqExactIf(t.ja4, t.ja4 != '') AS ja4s, uniqCombinedMerge(12)(t.hosts) AS hosts, uniqExact(t.user_agent) AS user_agents FROM (SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, toUInt32(1) AS hours_seen, if(h.correlated, h.requests, 0) AS correlated,
  initializeAggregation('uniqCombinedState(12)', cityHash64(h.host)) AS hosts FROM agg_host_ip_ja4_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, hours_seen, correlated, hosts FROM agg_ip_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.client_ip = {entity:IPv6};

SELECT sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out, uniqExact(t.client_ip) AS ips, uniqExactIf(t.ja4, t.ja4 != '') AS ja4s, uniqCombinedMerge(12)(t.hosts) AS hosts, uniqExact(t.user_agent) AS user_agents FROM (SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, toUInt32(1) AS hours_seen, if(h.correlated, h.requests, 0) AS correlated,
  initializeAggregation('uniqCombinedState(12)', cityHash64(h.host)) AS hosts FROM agg_host_ip_ja4_1h AS h) AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6};
