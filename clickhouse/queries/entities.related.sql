SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), '')),
  ('asn', if(t.asn IS NOT NULL, toString(toString(ifNull(t.asn, 0))), ''), ifNull(toString(t.as_name), '')),
  ('user_agent', if(t.user_agent != '', toString(t.user_agent), ''), ifNull(toString(NULL), '')),
  ('host', if(t.host != '', toString(t.host), ''), ifNull(toString(NULL), '')),
  ('header_order', if(t.header_order_hash != '', toString(t.header_order_hash), ''), ifNull(toString(NULL), '')),
  ('tcp_options', if(t.tcp_meta_options IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.tcp_meta_options, '')), ''), ifNull(toString(NULL), '')),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja3_hash, '')), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip) AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), '')),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja3_hash, '')), ''), ifNull(toString(NULL), '')),
  ('host', if(t.host != '', toString(t.host), ''), ifNull(toString(NULL), '')),
  ('asn', if(t.asn IS NOT NULL, toString(toString(ifNull(t.asn, 0))), ''), ifNull(toString(t.as_name), '')),
  ('country', if(t.country IS NOT NULL, toString(ifNull(t.country, '')), ''), ifNull(toString(NULL), '')),
  ('user_agent', if(t.user_agent != '', toString(t.user_agent), ''), ifNull(toString(NULL), '')),
  ('path', if(t.path != '', toString(t.path), ''), ifNull(toString(NULL), '')),
  ('method', if(t.method != '', toString(t.method), ''), ifNull(toString(NULL), '')),
  ('status', if(1, toString(toString(t.status)), ''), ifNull(toString(NULL), '')),
  ('http_version', if(t.http_version != '', toString(t.http_version), ''), ifNull(toString(NULL), '')),
  ('header_order', if(t.header_order_hash != '', toString(t.header_order_hash), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip) AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), '')),
  ('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja4, '')), ''), ifNull(toString(NULL), '')),
  ('host', if(t.host != '', toString(t.host), ''), ifNull(toString(NULL), '')),
  ('asn', if(t.asn IS NOT NULL, toString(toString(ifNull(t.asn, 0))), ''), ifNull(toString(t.as_name), '')),
  ('country', if(t.country IS NOT NULL, toString(ifNull(t.country, '')), ''), ifNull(toString(NULL), '')),
  ('user_agent', if(t.user_agent != '', toString(t.user_agent), ''), ifNull(toString(NULL), '')),
  ('path', if(t.path != '', toString(t.path), ''), ifNull(toString(NULL), '')),
  ('method', if(t.method != '', toString(t.method), ''), ifNull(toString(NULL), '')),
  ('status', if(1, toString(toString(t.status)), ''), ifNull(toString(NULL), '')),
  ('http_version', if(t.http_version != '', toString(t.http_version), ''), ifNull(toString(NULL), '')),
  ('header_order', if(t.header_order_hash != '', toString(t.header_order_hash), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip) AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), '')),
  ('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja4, '')), ''), ifNull(toString(NULL), '')),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja3_hash, '')), ''), ifNull(toString(NULL), '')),
  ('asn', if(t.asn IS NOT NULL, toString(toString(ifNull(t.asn, 0))), ''), ifNull(toString(t.as_name), '')),
  ('country', if(t.country IS NOT NULL, toString(ifNull(t.country, '')), ''), ifNull(toString(NULL), '')),
  ('user_agent', if(t.user_agent != '', toString(t.user_agent), ''), ifNull(toString(NULL), '')),
  ('path', if(t.path != '', toString(t.path), ''), ifNull(toString(NULL), '')),
  ('method', if(t.method != '', toString(t.method), ''), ifNull(toString(NULL), '')),
  ('status', if(1, toString(toString(t.status)), ''), ifNull(toString(NULL), '')),
  ('http_version', if(t.http_version != '', toString(t.http_version), ''), ifNull(toString(NULL), '')),
  ('header_order', if(t.header_order_hash != '', toString(t.header_order_hash), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '') AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), '')),
  ('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja4, '')), ''), ifNull(toString(NULL), '')),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja3_hash, '')), ''), ifNull(toString(NULL), '')),
  ('host', if(t.host != '', toString(t.host), ''), ifNull(toString(NULL), '')),
  ('asn', if(t.asn IS NOT NULL, toString(toString(ifNull(t.asn, 0))), ''), ifNull(toString(t.as_name), '')),
  ('country', if(t.country IS NOT NULL, toString(ifNull(t.country, '')), ''), ifNull(toString(NULL), '')),
  ('path', if(t.path != '', toString(t.path), ''), ifNull(toString(NULL), '')),
  ('method', if(t.method != '', toString(t.method), ''), ifNull(toString(NULL), '')),
  ('status', if(1, toString(toString(t.status)), ''), ifNull(toString(NULL), '')),
  ('http_version', if(t.http_version != '', toString(t.http_version), ''), ifNull(toString(NULL), '')),
  ('header_order', if(t.header_order_hash != '', toString(t.header_order_hash), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '') AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), '')),
  ('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja4, '')), ''), ifNull(toString(NULL), '')),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja3_hash, '')), ''), ifNull(toString(NULL), '')),
  ('host', if(t.host != '', toString(t.host), ''), ifNull(toString(NULL), '')),
  ('asn', if(t.asn IS NOT NULL, toString(toString(ifNull(t.asn, 0))), ''), ifNull(toString(t.as_name), '')),
  ('country', if(t.country IS NOT NULL, toString(ifNull(t.country, '')), ''), ifNull(toString(NULL), '')),
  ('user_agent', if(t.user_agent != '', toString(t.user_agent), ''), ifNull(toString(NULL), '')),
  ('method', if(t.method != '', toString(t.method), ''), ifNull(toString(NULL), '')),
  ('status', if(1, toString(toString(t.status)), ''), ifNull(toString(NULL), '')),
  ('http_version', if(t.http_version != '', toString(t.http_version), ''), ifNull(toString(NULL), '')),
  ('header_order', if(t.header_order_hash != '', toString(t.header_order_hash), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '') AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), '')),
  ('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja4, '')), ''), ifNull(toString(NULL), '')),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja3_hash, '')), ''), ifNull(toString(NULL), '')),
  ('host', if(t.host != '', toString(t.host), ''), ifNull(toString(NULL), '')),
  ('asn', if(t.asn IS NOT NULL, toString(toString(ifNull(t.asn, 0))), ''), ifNull(toString(t.as_name), '')),
  ('user_agent', if(t.user_agent != '', toString(t.user_agent), ''), ifNull(toString(NULL), '')),
  ('path', if(t.path != '', toString(t.path), ''), ifNull(toString(NULL), '')),
  ('method', if(t.method != '', toString(t.method), ''), ifNull(toString(NULL), '')),
  ('status', if(1, toString(toString(t.status)), ''), ifNull(toString(NULL), '')),
  ('http_version', if(t.http_version != '', toString(t.http_version), ''), ifNull(toString(NULL), '')),
  ('header_order', if(t.header_order_hash != '', toString(t.header_order_hash), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL) AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1) AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL) AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '') AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip) AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip) AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '') AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ip', if(1, toString(replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '') AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja4, '')), ''), ifNull(toString(NULL), '')),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja3_hash, '')), ''), ifNull(toString(NULL), '')),
  ('host', if(t.host != '', toString(t.host), ''), ifNull(toString(NULL), '')),
  ('asn', if(t.asn IS NOT NULL, toString(toString(ifNull(t.asn, 0))), ''), ifNull(toString(t.as_name), '')),
  ('country', if(t.country IS NOT NULL, toString(ifNull(t.country, '')), ''), ifNull(toString(NULL), '')),
  ('user_agent', if(t.user_agent != '', toString(t.user_agent), ''), ifNull(toString(NULL), '')),
  ('path', if(t.path != '', toString(t.path), ''), ifNull(toString(NULL), '')),
  ('method', if(t.method != '', toString(t.method), ''), ifNull(toString(NULL), '')),
  ('status', if(1, toString(toString(t.status)), ''), ifNull(toString(NULL), '')),
  ('http_version', if(t.http_version != '', toString(t.http_version), ''), ifNull(toString(NULL), '')),
  ('header_order', if(t.header_order_hash != '', toString(t.header_order_hash), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1) AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT p.1 AS attribute, p.2 AS value, count() AS requests, count() / sum(count()) OVER (PARTITION BY attribute) AS share,
  any(p.3) AS label, min(r.time) AS first_seen, max(r.time) AS last_seen, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT t.time AS time, [('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja4, '')), ''), ifNull(toString(NULL), '')),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, toString(ifNull(t.ja3_hash, '')), ''), ifNull(toString(NULL), '')),
  ('user_agent', if(t.user_agent != '', toString(t.user_agent), ''), ifNull(toString(NULL), '')),
  ('host', if(t.host != '', toString(t.host), ''), ifNull(toString(NULL), '')),
  ('path', if(t.path != '', toString(t.path), ''), ifNull(toString(NULL), '')),
  ('method', if(t.method != '', toString(t.method), ''), ifNull(toString(NULL), '')),
  ('status', if(1, toString(toString(t.status)), ''), ifNull(toString(NULL), '')),
  ('header_order', if(t.header_order_hash != '', toString(t.header_order_hash), ''), ifNull(toString(NULL), ''))] AS pairs FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1) AS r
  ARRAY JOIN r.pairs AS p WHERE p.2 != '' GROUP BY attribute, value
  ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute
  ) AS v GROUP BY attribute;
