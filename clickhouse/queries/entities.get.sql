SELECT '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, if(countIf(t.scheme = 'https') = 0, NULL, countIf(t.correlated) / countIf(t.scheme = 'https')) AS correlated_share,
  sum(t.bytes_in) AS bytes_in, sum(t.bytes_out) AS bytes_out, CAST(tuple(argMax(t.asn, t.time), argMax(t.as_name, t.time), argMax(t.country, t.time)),
  'Tuple(asn Nullable(UInt32), as_name Nullable(String), country Nullable(String))') AS network
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1;

SELECT '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, if(countIf(t.scheme = 'https') = 0, NULL, countIf(t.correlated) / countIf(t.scheme = 'https')) AS correlated_share,
  sum(t.bytes_in) AS bytes_in, sum(t.bytes_out) AS bytes_out, NULL AS network
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL;

SELECT '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, if(countIf(t.scheme = 'https') = 0, NULL, countIf(t.correlated) / countIf(t.scheme = 'https')) AS correlated_share,
  sum(t.bytes_in) AS bytes_in, sum(t.bytes_out) AS bytes_out, NULL AS network
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '';

SELECT '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, if(countIf(t.scheme = 'https') = 0, NULL, countIf(t.correlated) / countIf(t.scheme = 'https')) AS correlated_share,
  sum(t.bytes_in) AS bytes_in, sum(t.bytes_out) AS bytes_out, NULL AS network
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip;

SELECT '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, if(countIf(t.scheme = 'https') = 0, NULL, countIf(t.correlated) / countIf(t.scheme = 'https')) AS correlated_share,
  sum(t.bytes_in) AS bytes_in, sum(t.bytes_out) AS bytes_out, NULL AS network
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip;

SELECT '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, if(countIf(t.scheme = 'https') = 0, NULL, countIf(t.correlated) / countIf(t.scheme = 'https')) AS correlated_share,
  sum(t.bytes_in) AS bytes_in, sum(t.bytes_out) AS bytes_out, NULL AS network
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '';

SELECT '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, if(countIf(t.scheme = 'https') = 0, NULL, countIf(t.correlated) / countIf(t.scheme = 'https')) AS correlated_share,
  sum(t.bytes_in) AS bytes_in, sum(t.bytes_out) AS bytes_out, NULL AS network
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '';

SELECT count() AS open_detections,
  arrayFirstOrNull(level -> has(groupUniqArray(t.level), level), ['critical', 'high', 'medium', 'low']) AS worst_level
  FROM detections AS t FINAL WHERE t.client_ip = {value:IPv6} AND t.status != 'closed';

SELECT count() AS open_detections,
  arrayFirstOrNull(level -> has(groupUniqArray(t.level), level), ['critical', 'high', 'medium', 'low']) AS worst_level
  FROM detections AS t FINAL WHERE t.host = {value:String} AND t.status != 'closed';

SELECT count() AS open_detections,
  arrayFirstOrNull(level -> has(groupUniqArray(t.level), level), ['critical', 'high', 'medium', 'low']) AS worst_level
  FROM detections AS t FINAL WHERE t.ja4 = {value:String} AND t.status != 'closed';
