SELECT count() AS total FROM (SELECT t.client_ip AS g FROM (SELECT t.hour AS hour, t.client_ip AS client_ip, t.ja4 AS ja4, t.host AS host, max(t.score) AS score,
  max(t.requests) AS requests
  FROM scores AS t FINAL WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip = toIPv6({client_ip__0:String}) AND t.host = {host:String} AND t.percentile >= {min_percentile:Float64} AND NOT t.shadow GROUP BY hour, client_ip, ja4, host) AS t  GROUP BY g HAVING uniqExact(t.hour) >= {min_hours:UInt64});

SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS client_ip, uniqExact(t.hour) AS anomalous_hours, uniqExact(toDate(t.hour)) AS anomalous_days,
  max(t.score) AS worst_score, sum(t.requests) AS requests, uniqExactIf(t.ja4, t.ja4 != '') AS ja4s,
  uniqExact(t.host) AS hosts, min(t.hour) AS first_seen, max(t.hour) AS last_seen, toFloat64(uniqExact(t.hour)) AS sort_value, toString(g) AS sort_key FROM (SELECT t.hour AS hour, t.client_ip AS client_ip, t.ja4 AS ja4, t.host AS host, max(t.score) AS score,
  max(t.requests) AS requests
  FROM scores AS t FINAL WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip = toIPv6({client_ip__0:String}) AND t.host = {host:String} AND t.percentile >= {min_percentile:Float64} AND NOT t.shadow GROUP BY hour, client_ip, ja4, host) AS t  GROUP BY t.client_ip AS g HAVING uniqExact(t.hour) >= {min_hours:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS client_ip, uniqExact(t.hour) AS anomalous_hours, uniqExact(toDate(t.hour)) AS anomalous_days,
  max(t.score) AS worst_score, sum(t.requests) AS requests, uniqExactIf(t.ja4, t.ja4 != '') AS ja4s,
  uniqExact(t.host) AS hosts, min(t.hour) AS first_seen, max(t.hour) AS last_seen, toFloat64(uniqExact(t.hour)) AS sort_value, toString(g) AS sort_key FROM (SELECT t.hour AS hour, t.client_ip AS client_ip, t.ja4 AS ja4, t.host AS host, max(t.score) AS score,
  max(t.requests) AS requests
  FROM scores AS t FINAL WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.percentile >= {min_percentile:Float64} AND NOT t.shadow GROUP BY hour, client_ip, ja4, host) AS t  GROUP BY t.client_ip AS g HAVING uniqExact(t.hour) >= {min_hours:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};
