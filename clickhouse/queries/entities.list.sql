WITH page AS (
  SELECT ifNull(t.asn, 0) AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.asn IS NOT NULL AND t.host = {host:String} AND positionCaseInsensitiveUTF8(t.as_name, {value:String}) > 0 GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT toString(g) AS value, ifNull(any(t.as_name), '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.asn IS NOT NULL AND t.host = {host:String} AND positionCaseInsensitiveUTF8(t.as_name, {value:String}) > 0 AND ifNull(t.asn, 0) IN (SELECT g FROM page)
  GROUP BY ifNull(t.asn, 0) AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT ifNull(t.asn, 0) AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.asn IS NOT NULL GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT toString(g) AS value, ifNull(any(t.as_name), '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.asn IS NOT NULL AND ifNull(t.asn, 0) IN (SELECT g FROM page)
  GROUP BY ifNull(t.asn, 0) AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT ifNull(t.country, '') AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country IS NOT NULL AND t.host = {host:String} AND t.country = {value:String} GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT g AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country IS NOT NULL AND t.host = {host:String} AND t.country = {value:String} AND ifNull(t.country, '') IN (SELECT g FROM page)
  GROUP BY ifNull(t.country, '') AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT ifNull(t.country, '') AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country IS NOT NULL GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT g AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country IS NOT NULL AND ifNull(t.country, '') IN (SELECT g FROM page)
  GROUP BY ifNull(t.country, '') AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT ifNull(t.ja3_hash, '') AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND t.host = {host:String} AND t.ja3_hash = {value:String} GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT g AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND t.host = {host:String} AND t.ja3_hash = {value:String} AND ifNull(t.ja3_hash, '') IN (SELECT g FROM page)
  GROUP BY ifNull(t.ja3_hash, '') AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT ifNull(t.ja3_hash, '') AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT g AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND ifNull(t.ja3_hash, '') IN (SELECT g FROM page)
  GROUP BY ifNull(t.ja3_hash, '') AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT ifNull(t.ja4, '') AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.host = {host:String} AND t.ja4 = {value:String} GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT g AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.host = {host:String} AND t.ja4 = {value:String} AND ifNull(t.ja4, '') IN (SELECT g FROM page)
  GROUP BY ifNull(t.ja4, '') AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT ifNull(t.ja4, '') AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT g AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND ifNull(t.ja4, '') IN (SELECT g FROM page)
  GROUP BY ifNull(t.ja4, '') AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT t.client_ip AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND 1 AND t.host = {host:String} AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip:String}), {client_ip_bits:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip:String}), {client_ip_bits:UInt8}).2 GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND 1 AND t.host = {host:String} AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip:String}), {client_ip_bits:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip:String}), {client_ip_bits:UInt8}).2 AND t.client_ip IN (SELECT g FROM page)
  GROUP BY t.client_ip AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT t.client_ip AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND 1 GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND 1 AND t.client_ip IN (SELECT g FROM page)
  GROUP BY t.client_ip AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT t.host AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host != '' AND t.host = {host:String} AND t.host = {value:String} GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT g AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host != '' AND t.host = {host:String} AND t.host = {value:String} AND t.host IN (SELECT g FROM page)
  GROUP BY t.host AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT t.host AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host != '' GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT g AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host != '' AND t.host IN (SELECT g FROM page)
  GROUP BY t.host AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT t.path AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path != '' AND t.host = {host:String} AND t.path = {value:String} GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT g AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path != '' AND t.host = {host:String} AND t.path = {value:String} AND t.path IN (SELECT g FROM page)
  GROUP BY t.path AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT t.path AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path != '' GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT g AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path != '' AND t.path IN (SELECT g FROM page)
  GROUP BY t.path AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT t.user_agent AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent != '' AND t.host = {host:String} AND t.user_agent = {value:String} GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT g AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent != '' AND t.host = {host:String} AND t.user_agent = {value:String} AND t.user_agent IN (SELECT g FROM page)
  GROUP BY t.user_agent AS g ORDER BY sort_value DESC, g DESC;

WITH page AS (
  SELECT t.user_agent AS g, toFloat64(count()) AS sort_value FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent != '' GROUP BY g
  ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32}
  )
  SELECT g AS value, '' AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  countIf(intDiv(t.status, 100) = 2) AS status_2xx, countIf(intDiv(t.status, 100) = 3) AS status_3xx, countIf(intDiv(t.status, 100) = 4) AS status_4xx, countIf(intDiv(t.status, 100) = 5) AS status_5xx, CAST(tuple(uniq(t.client_ip), uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.ja3_hash, t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip), uniqIf(t.host, t.host != ''), uniqIf(t.asn, t.asn IS NOT NULL), uniqIf(t.country, t.country IS NOT NULL), uniqIf(t.user_agent, t.user_agent != ''), uniqIf(t.path, t.path != '')),
  'Tuple(ips UInt64, ja4s UInt64, ja3s UInt64, hosts UInt64, asns UInt64, countries UInt64, user_agents UInt64, paths UInt64)') AS distinct, toFloat64(count()) AS sort_value, toString(g) AS sort_key
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent != '' AND t.user_agent IN (SELECT g FROM page)
  GROUP BY t.user_agent AS g ORDER BY sort_value DESC, g DESC;
