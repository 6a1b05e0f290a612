SELECT g AS ja4, sum(t.requests) AS requests,
  sum(t.requests) / (SELECT sum(t.requests) FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = 'ja4') AS share,
  uniqCombinedMerge(12)(t.addresses) AS ips, uniqCombinedMerge(12)(t.user_agents) AS user_agents, sum(t.browser_like) / sum(t.requests) AS browser_share,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = 'ja4' AND t.entity_value != '' AND t.entity_value = {ja4__0:String} GROUP BY t.entity_value AS g HAVING sum(t.requests) >= {min_requests:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS ja4, sum(t.requests) AS requests,
  sum(t.requests) / (SELECT sum(t.requests) FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = 'ja4') AS share,
  uniqCombinedMerge(12)(t.addresses) AS ips, uniqCombinedMerge(12)(t.user_agents) AS user_agents, sum(t.browser_like) / sum(t.requests) AS browser_share,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, toFloat64(sum(t.requests)) AS sort_value, toString(g) AS sort_key FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = 'ja4' AND t.entity_value != '' AND t.entity_value = {ja4__0:String} GROUP BY t.entity_value AS g HAVING sum(t.requests) >= {min_requests:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT t.ja4_r AS raw FROM http_logs AS t WHERE t.ja4 = {ja4:String} AND t.time = fromUnixTimestamp64Micro({at:Int64}, 'UTC') AND t.ja4_r IS NOT NULL LIMIT 1;
