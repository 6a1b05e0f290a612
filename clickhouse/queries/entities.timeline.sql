SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, uniqCombinedMerge(12)(t.addresses) AS ips
  FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value != '' AND t.entity_value = {entity:String} GROUP BY time ORDER BY time;

SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, uniqCombinedMerge(12)(t.addresses) AS ips
  FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value = {entity:String} GROUP BY time ORDER BY time;

SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time, sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors, uniqExact(t.client_ip) AS ips
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} GROUP BY time ORDER BY time;
