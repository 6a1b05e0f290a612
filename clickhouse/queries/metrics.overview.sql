SELECT sum(t.requests) AS requests, uniqCombinedMerge(12)(t.addresses) AS clients, sum(t.correlated) AS correlated,
  sum(t.refused) AS refused, sum(t.server_errors) AS server_errors,
  if(requests = 0, NULL, sum(t.browser_like) / requests) AS browser_share, sum(t.bytes_out) AS bytes_out
  FROM (SELECT * FROM agg_entity_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT * FROM agg_entity_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.entity_type = 'all';

SELECT sum(t.requests) AS requests, uniqCombinedMerge(12)(t.addresses) AS clients, sum(t.correlated) AS correlated,
  sum(t.refused) AS refused, sum(t.server_errors) AS server_errors,
  if(requests = 0, NULL, sum(t.browser_like) / requests) AS browser_share, sum(t.bytes_out) AS bytes_out
  FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = 'all';

SELECT t.level AS name, count() AS count FROM detections AS t FINAL
  WHERE t.status IN ('open', 'acknowledged', 'escalated') GROUP BY name ORDER BY indexOf(['critical', 'high', 'medium', 'low'], name);

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
  SELECT t.entity_type AS type, t.entity_value AS name, sum(t.requests) AS count FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type IN {entity_type:Array(String)} GROUP BY type, name
  ) AS v GROUP BY type;
