SELECT orphan.1 AS name, sum(orphan.2) AS count
  FROM agg_host_ip_ja4_1h AS t ARRAY JOIN t.orphans AS orphan WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY name ORDER BY count DESC, name;

SELECT sum(t.requests) AS requests, uniqExact(t.client_ip) AS clients, sumIf(t.requests, t.correlated) AS correlated,
  if(toUInt64(requests - sum(t.orphans['plain_http'])) = 0, NULL, correlated / toUInt64(requests - sum(t.orphans['plain_http']))) AS correlated_share,
  uniqExactIf(t.ja4, t.ja4 != '') AS ja4s, uniqExactIf(t.host, t.host != '') AS hosts, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, if(requests = 0, NULL, sum(t.browser_like) / requests) AS browser_share,
  sum(t.bytes_out) AS bytes_out
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC');

SELECT t.host AS name, sum(t.requests) AS count
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.host != '' GROUP BY name ORDER BY count DESC, name LIMIT 10;

SELECT t.ja4 AS name, sum(t.requests) AS count
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.ja4 != '' GROUP BY name ORDER BY count DESC, name LIMIT 10;

SELECT t.level AS name, count() AS count FROM detections AS t FINAL
  WHERE t.status IN ('open', 'acknowledged', 'escalated') GROUP BY name ORDER BY indexOf(['critical', 'high', 'medium', 'low'], name);

SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time,
  sum(t.requests) AS requests, sumIf(t.requests, t.correlated) AS correlated, requests - correlated AS orphan,
  sum(t.refused) AS refused
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY time ORDER BY time;
