SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja4' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja4, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja3' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja3_hash, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'host' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL AND t.host != '' GROUP BY t.host AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'asn' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, ifNull(any(t.as_name), '') AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL AND t.asn IS NOT NULL GROUP BY ifNull(t.asn, 0) AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'user_agent' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL AND t.user_agent != '' GROUP BY t.user_agent AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'path' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL AND t.path != '' GROUP BY t.path AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'method' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL AND t.method != '' GROUP BY t.method AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'status' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL AND 1 GROUP BY t.status AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'http_version' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL AND t.http_version != '' GROUP BY t.http_version AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'header_order' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL AND t.header_order_hash != '' GROUP BY t.header_order_hash AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja4' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja4, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja3' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja3_hash, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'asn' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, ifNull(any(t.as_name), '') AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' AND t.asn IS NOT NULL GROUP BY ifNull(t.asn, 0) AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'country' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' AND t.country IS NOT NULL GROUP BY ifNull(t.country, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'user_agent' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' AND t.user_agent != '' GROUP BY t.user_agent AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'path' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' AND t.path != '' GROUP BY t.path AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'method' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' AND t.method != '' GROUP BY t.method AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'status' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' AND 1 GROUP BY t.status AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'http_version' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' AND t.http_version != '' GROUP BY t.http_version AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'header_order' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '' AND t.header_order_hash != '' GROUP BY t.header_order_hash AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja4' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja4, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'host' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND t.host != '' GROUP BY t.host AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'asn' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, ifNull(any(t.as_name), '') AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND t.asn IS NOT NULL GROUP BY ifNull(t.asn, 0) AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'country' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND t.country IS NOT NULL GROUP BY ifNull(t.country, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'user_agent' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND t.user_agent != '' GROUP BY t.user_agent AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'path' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND t.path != '' GROUP BY t.path AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'method' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND t.method != '' GROUP BY t.method AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'status' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND 1 GROUP BY t.status AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'http_version' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND t.http_version != '' GROUP BY t.http_version AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'header_order' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND t.header_order_hash != '' GROUP BY t.header_order_hash AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'asn' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, ifNull(any(t.as_name), '') AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.asn IS NOT NULL GROUP BY ifNull(t.asn, 0) AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'user_agent' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.user_agent != '' GROUP BY t.user_agent AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'host' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.host != '' GROUP BY t.host AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'header_order' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.header_order_hash != '' GROUP BY t.header_order_hash AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'tcp_options' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.tcp_meta_options IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.tcp_meta_options, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja3' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja3_hash, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja3' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja3_hash, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'host' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.host != '' GROUP BY t.host AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'asn' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, ifNull(any(t.as_name), '') AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.asn IS NOT NULL GROUP BY ifNull(t.asn, 0) AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'country' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.country IS NOT NULL GROUP BY ifNull(t.country, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'user_agent' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.user_agent != '' GROUP BY t.user_agent AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'path' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.path != '' GROUP BY t.path AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'method' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.method != '' GROUP BY t.method AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'status' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND 1 GROUP BY t.status AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'http_version' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.http_version != '' GROUP BY t.http_version AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'header_order' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.header_order_hash != '' GROUP BY t.header_order_hash AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja4' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja4, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja3' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja3_hash, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'host' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' AND t.host != '' GROUP BY t.host AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'asn' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, ifNull(any(t.as_name), '') AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' AND t.asn IS NOT NULL GROUP BY ifNull(t.asn, 0) AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'country' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' AND t.country IS NOT NULL GROUP BY ifNull(t.country, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'user_agent' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' AND t.user_agent != '' GROUP BY t.user_agent AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'method' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' AND t.method != '' GROUP BY t.method AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'status' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' AND 1 GROUP BY t.status AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'http_version' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' AND t.http_version != '' GROUP BY t.http_version AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'header_order' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '' AND t.header_order_hash != '' GROUP BY t.header_order_hash AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ip' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT replaceRegexpOne(toString(g), '^::ffff:', '') AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' AND 1 GROUP BY t.client_ip AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja4' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja4, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja3' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja3_hash, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'host' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' AND t.host != '' GROUP BY t.host AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'asn' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, ifNull(any(t.as_name), '') AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' AND t.asn IS NOT NULL GROUP BY ifNull(t.asn, 0) AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'country' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' AND t.country IS NOT NULL GROUP BY ifNull(t.country, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'path' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' AND t.path != '' GROUP BY t.path AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'method' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' AND t.method != '' GROUP BY t.method AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'status' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' AND 1 GROUP BY t.status AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'http_version' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' AND t.http_version != '' GROUP BY t.http_version AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'header_order' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '' AND t.header_order_hash != '' GROUP BY t.header_order_hash AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ja4' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja4, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja3' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja3_hash, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'host' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.host != '' GROUP BY t.host AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'asn' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, ifNull(any(t.as_name), '') AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.asn IS NOT NULL GROUP BY ifNull(t.asn, 0) AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'country' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.country IS NOT NULL GROUP BY ifNull(t.country, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'user_agent' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.user_agent != '' GROUP BY t.user_agent AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'path' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.path != '' GROUP BY t.path AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'method' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.method != '' GROUP BY t.method AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'status' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND 1 GROUP BY t.status AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'http_version' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.http_version != '' GROUP BY t.http_version AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'header_order' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.header_order_hash != '' GROUP BY t.header_order_hash AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;

SELECT 'ja4' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja4, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'ja3' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip GROUP BY ifNull(t.ja3_hash, '') AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'user_agent' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.user_agent != '' GROUP BY t.user_agent AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'host' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.host != '' GROUP BY t.host AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'path' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.path != '' GROUP BY t.path AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'method' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.method != '' GROUP BY t.method AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'status' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT toString(g) AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND 1 GROUP BY t.status AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v
  UNION ALL
  SELECT 'header_order' AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT g AS value, count() AS requests, count() / sum(count()) OVER () AS share, '' AS label,
  min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1 AND t.header_order_hash != '' GROUP BY t.header_order_hash AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
  ) AS v;
