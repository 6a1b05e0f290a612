SELECT toStartOfInterval(toDateTime(t.time, 'UTC'), toIntervalSecond({bucket:UInt32})) AS time,
  count() AS requests, uniq(t.client_ip) AS ips, countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 GROUP BY time ORDER BY time;

SELECT toStartOfInterval(toDateTime(t.time, 'UTC'), toIntervalSecond({bucket:UInt32})) AS time,
  count() AS requests, uniq(t.client_ip) AS ips, countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL GROUP BY time ORDER BY time;

SELECT toStartOfInterval(toDateTime(t.time, 'UTC'), toIntervalSecond({bucket:UInt32})) AS time,
  count() AS requests, uniq(t.client_ip) AS ips, countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' GROUP BY time ORDER BY time;

SELECT toStartOfInterval(toDateTime(t.time, 'UTC'), toIntervalSecond({bucket:UInt32})) AS time,
  count() AS requests, uniq(t.client_ip) AS ips, countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip GROUP BY time ORDER BY time;

SELECT toStartOfInterval(toDateTime(t.time, 'UTC'), toIntervalSecond({bucket:UInt32})) AS time,
  count() AS requests, uniq(t.client_ip) AS ips, countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip GROUP BY time ORDER BY time;

SELECT toStartOfInterval(toDateTime(t.time, 'UTC'), toIntervalSecond({bucket:UInt32})) AS time,
  count() AS requests, uniq(t.client_ip) AS ips, countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' GROUP BY time ORDER BY time;

SELECT toStartOfInterval(toDateTime(t.time, 'UTC'), toIntervalSecond({bucket:UInt32})) AS time,
  count() AS requests, uniq(t.client_ip) AS ips, countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' GROUP BY time ORDER BY time;
