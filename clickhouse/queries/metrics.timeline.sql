WITH top AS (
  SELECT t.client_ip AS g FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = toIPv6({client_ip__0:String}) AND t.ja4 = {ja4__1:String} AND t.host = {host__2:String} AND 1 GROUP BY g ORDER BY count() DESC, g LIMIT {series:UInt32}
  )
  SELECT toStartOfInterval(toDateTime(t.time, 'UTC'), toIntervalSecond({bucket:UInt32})) AS time,
  if(1 AND t.client_ip IN (SELECT g FROM top), replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), '') AS value, count() AS requests
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = toIPv6({client_ip__0:String}) AND t.ja4 = {ja4__1:String} AND t.host = {host__2:String} GROUP BY time, value ORDER BY time, value;

WITH top AS (
  SELECT t.status AS g FROM agg_protocol_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY g ORDER BY sum(t.requests) DESC, g LIMIT {series:UInt32}
  )
  SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time, toString(t.status) AS value, sum(t.requests) AS requests
  FROM agg_protocol_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.status IN (SELECT g FROM top) GROUP BY time, value
  UNION ALL SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time, '' AS value, sum(t.requests) AS requests
  FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = 'all' GROUP BY time, value;
