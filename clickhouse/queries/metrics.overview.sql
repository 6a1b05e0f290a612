SELECT sum(t.requests) AS requests, uniqCombinedMerge(12)(t.addresses) AS clients, sum(t.correlated) AS correlated,
  sum(t.refused) AS refused, sum(t.server_errors) AS server_errors,
  if(requests = 0, NULL, sum(t.browser_like) / requests) AS browser_share, sum(t.bytes_out) AS bytes_out
  FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = 'all';

SELECT sum(t.requests) AS requests, uniqCombinedMerge(12)(t.addresses) AS clients, sum(t.correlated) AS correlated,
  sum(t.refused) AS refused, sum(t.server_errors) AS server_errors,
  if(requests = 0, NULL, sum(t.browser_like) / requests) AS browser_share, sum(t.bytes_out) AS bytes_out
  FROM (SELECT hour, requests, correlated, not_found, refused, server_errors, posts, sensitive_paths, browser_like, bytes_out, addresses, ja4s, hosts, user_agents FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = 'all' UNION ALL SELECT hour, requests, correlated, not_found, refused, server_errors, posts, sensitive_paths, browser_like, bytes_out, addresses, ja4s, hosts, user_agents FROM (SELECT toStartOfHour(toDateTime(t.time, 'UTC')) AS hour, count() AS requests, countIf(t.correlated) AS correlated, countIf(t.status = 404) AS not_found, countIf(t.status IN (401, 403, 429)) AS refused, countIf(t.status BETWEEN 500 AND 599) AS server_errors, countIf(t.method = 'POST') AS posts, countIf(t.is_sensitive) AS sensitive_paths, countIf(t.is_browser_like) AS browser_like, sum(t.bytes_out) AS bytes_out, uniqCombinedState(12)(cityHash64(t.client_ip)) AS addresses,
  CAST(uniqCombinedIfState(12)(cityHash64(if(t.client_ip = t.src_ip, ifNull(t.ja4, ''), '')), if(t.client_ip = t.src_ip, ifNull(t.ja4, ''), '') != ''), 'AggregateFunction(uniqCombined(12), UInt64)') AS ja4s, uniqCombinedState(12)(cityHash64(t.host)) AS hosts, CAST(uniqCombinedIfState(12)(cityHash64(t.user_agent), t.user_agent != ''), 'AggregateFunction(uniqCombined(12), UInt64)') AS user_agents
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') GROUP BY hour) AS p) AS t WHERE 1;

SELECT sum(t.requests) AS requests, uniqCombinedMerge(12)(t.addresses) AS clients, sum(t.correlated) AS correlated,
  sum(t.refused) AS refused, sum(t.server_errors) AS server_errors,
  if(requests = 0, NULL, sum(t.browser_like) / requests) AS browser_share, sum(t.bytes_out) AS bytes_out
  FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = 'all';

SELECT t.level AS name, count() AS count FROM detections AS t FINAL
  WHERE t.status != 'closed' AND t.verdict != 'suppressed' GROUP BY name ORDER BY indexOf(['critical', 'high', 'medium', 'low'], name);

SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time,
  sum(t.requests) AS requests, sum(t.correlated) AS correlated, requests - correlated AS orphan,
  sum(t.refused) AS refused
  FROM (SELECT hour, requests, correlated, not_found, refused, server_errors, posts, sensitive_paths, browser_like, bytes_out, addresses, ja4s, hosts, user_agents FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = 'all' UNION ALL SELECT hour, requests, correlated, not_found, refused, server_errors, posts, sensitive_paths, browser_like, bytes_out, addresses, ja4s, hosts, user_agents FROM (SELECT toStartOfHour(toDateTime(t.time, 'UTC')) AS hour, count() AS requests, countIf(t.correlated) AS correlated, countIf(t.status = 404) AS not_found, countIf(t.status IN (401, 403, 429)) AS refused, countIf(t.status BETWEEN 500 AND 599) AS server_errors, countIf(t.method = 'POST') AS posts, countIf(t.is_sensitive) AS sensitive_paths, countIf(t.is_browser_like) AS browser_like, sum(t.bytes_out) AS bytes_out, uniqCombinedState(12)(cityHash64(t.client_ip)) AS addresses,
  CAST(uniqCombinedIfState(12)(cityHash64(if(t.client_ip = t.src_ip, ifNull(t.ja4, ''), '')), if(t.client_ip = t.src_ip, ifNull(t.ja4, ''), '') != ''), 'AggregateFunction(uniqCombined(12), UInt64)') AS ja4s, uniqCombinedState(12)(cityHash64(t.host)) AS hosts, CAST(uniqCombinedIfState(12)(cityHash64(t.user_agent), t.user_agent != ''), 'AggregateFunction(uniqCombined(12), UInt64)') AS user_agents
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') GROUP BY hour) AS p) AS t WHERE 1 GROUP BY time ORDER BY time;

SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time,
  sum(t.requests) AS requests, sum(t.correlated) AS correlated, requests - correlated AS orphan,
  sum(t.refused) AS refused
  FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = 'all' GROUP BY time ORDER BY time;

SELECT v.type AS type, count() AS different,
  arrayMap(x -> CAST((x.2, -x.1), 'Tuple(name String, count UInt64)'), groupArraySorted(20)((-toInt64(v.count), v.name))) AS most
  FROM (
  SELECT t.entity_type AS type, t.entity_value AS name, sum(t.requests) AS count FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type IN {entity_type:Array(String)} GROUP BY type, name
  ) AS v GROUP BY type;

SELECT v.type AS type, count() AS different,
  arrayMap(x -> CAST((x.2, -x.1), 'Tuple(name String, count UInt64)'), groupArraySorted(20)((-toInt64(v.count), v.name))) AS most
  FROM (
  SELECT t.entity_type AS type, t.entity_value AS name, sum(t.requests) AS count FROM (SELECT entity_type, entity_value, requests FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type IN {entity_type:Array(String)} UNION ALL SELECT entity_type, entity_value, requests FROM (SELECT pair.1 AS entity_type, pair.2 AS entity_value, count() AS requests FROM http_logs AS t
  ARRAY JOIN arrayFilter(value -> value.2 != '', [('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja4, '')), '')), ('host', if(t.host != '', toString(t.host), '')), ('orphan_reason', if(t.orphan_reason != '', toString(t.orphan_reason), ''))]) AS pair WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC')
  GROUP BY entity_type, entity_value) AS p) AS t WHERE 1 GROUP BY type, name
  ) AS v GROUP BY type;

SELECT v.type AS type, count() AS different,
  arrayMap(x -> CAST((x.2, -x.1), 'Tuple(name String, count UInt64)'), groupArraySorted(20)((-toInt64(v.count), v.name))) AS most
  FROM (
  SELECT t.entity_type AS type, t.entity_value AS name, sum(t.requests) AS count FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type IN {entity_type:Array(String)} GROUP BY type, name
  ) AS v GROUP BY type;
