SELECT toUnixTimestamp(t.hour) AS hour, sum(t.requests) AS found FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value != '' AND t.entity_value = {entity:String}
  GROUP BY t.hour ORDER BY t.hour DESC;

SELECT toUnixTimestamp(t.hour) AS hour, sum(t.requests) AS found FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value = {entity:String}
  GROUP BY t.hour ORDER BY t.hour DESC;

SELECT toUnixTimestamp(t.hour) AS hour, sum(t.requests) AS found FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6}
  GROUP BY t.hour ORDER BY t.hour DESC;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), ''),
  ('asn', if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), ifNull(toString(t.as_name), '')),
  ('user_agent', if(t.user_agent != '', t.user_agent, ''), ''),
  ('host', if(t.host != '', t.host, ''), ''),
  ('header_order', if(t.header_order_hash != '', t.header_order_hash, ''), ''),
  ('tcp_options', if(t.tcp_meta_options IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.tcp_meta_options, ''), ''), ''),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), ''),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), ''),
  ('host', if(t.host != '', t.host, ''), ''),
  ('asn', if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), ifNull(toString(t.as_name), '')),
  ('country', if(t.country IS NOT NULL, ifNull(t.country, ''), ''), ''),
  ('user_agent', if(t.user_agent != '', t.user_agent, ''), ''),
  ('path', if(t.path != '', t.path, ''), ''),
  ('method', if(t.method != '', t.method, ''), ''),
  ('status', toString(t.status), ''),
  ('http_version', if(t.http_version != '', t.http_version, ''), ''),
  ('header_order', if(t.header_order_hash != '', t.header_order_hash, ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), ''),
  ('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), ''),
  ('host', if(t.host != '', t.host, ''), ''),
  ('asn', if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), ifNull(toString(t.as_name), '')),
  ('country', if(t.country IS NOT NULL, ifNull(t.country, ''), ''), ''),
  ('user_agent', if(t.user_agent != '', t.user_agent, ''), ''),
  ('path', if(t.path != '', t.path, ''), ''),
  ('method', if(t.method != '', t.method, ''), ''),
  ('status', toString(t.status), ''),
  ('http_version', if(t.http_version != '', t.http_version, ''), ''),
  ('header_order', if(t.header_order_hash != '', t.header_order_hash, ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), ''),
  ('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), ''),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), ''),
  ('asn', if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), ifNull(toString(t.as_name), '')),
  ('country', if(t.country IS NOT NULL, ifNull(t.country, ''), ''), ''),
  ('user_agent', if(t.user_agent != '', t.user_agent, ''), ''),
  ('path', if(t.path != '', t.path, ''), ''),
  ('method', if(t.method != '', t.method, ''), ''),
  ('status', toString(t.status), ''),
  ('http_version', if(t.http_version != '', t.http_version, ''), ''),
  ('header_order', if(t.header_order_hash != '', t.header_order_hash, ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.host = {entity:String} AND t.host != '' ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), ''),
  ('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), ''),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), ''),
  ('host', if(t.host != '', t.host, ''), ''),
  ('asn', if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), ifNull(toString(t.as_name), '')),
  ('country', if(t.country IS NOT NULL, ifNull(t.country, ''), ''), ''),
  ('path', if(t.path != '', t.path, ''), ''),
  ('method', if(t.method != '', t.method, ''), ''),
  ('status', toString(t.status), ''),
  ('http_version', if(t.http_version != '', t.http_version, ''), ''),
  ('header_order', if(t.header_order_hash != '', t.header_order_hash, ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.user_agent = {entity:String} AND t.user_agent != '' ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), ''),
  ('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), ''),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), ''),
  ('host', if(t.host != '', t.host, ''), ''),
  ('asn', if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), ifNull(toString(t.as_name), '')),
  ('country', if(t.country IS NOT NULL, ifNull(t.country, ''), ''), ''),
  ('user_agent', if(t.user_agent != '', t.user_agent, ''), ''),
  ('method', if(t.method != '', t.method, ''), ''),
  ('status', toString(t.status), ''),
  ('http_version', if(t.http_version != '', t.http_version, ''), ''),
  ('header_order', if(t.header_order_hash != '', t.header_order_hash, ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.path = {entity:String} AND t.path != '' ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), ''),
  ('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), ''),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), ''),
  ('host', if(t.host != '', t.host, ''), ''),
  ('asn', if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), ifNull(toString(t.as_name), '')),
  ('user_agent', if(t.user_agent != '', t.user_agent, ''), ''),
  ('path', if(t.path != '', t.path, ''), ''),
  ('method', if(t.method != '', t.method, ''), ''),
  ('status', toString(t.status), ''),
  ('http_version', if(t.http_version != '', t.http_version, ''), ''),
  ('header_order', if(t.header_order_hash != '', t.header_order_hash, ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.country = {entity:String} AND t.country IS NOT NULL ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.client_ip = {entity:IPv6} AND 1 ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.country = {entity:String} AND t.country IS NOT NULL ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.host = {entity:String} AND t.host != '' ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.path = {entity:String} AND t.path != '' ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.user_agent = {entity:String} AND t.user_agent != '' ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), ''),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), ''),
  ('host', if(t.host != '', t.host, ''), ''),
  ('asn', if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), ifNull(toString(t.as_name), '')),
  ('country', if(t.country IS NOT NULL, ifNull(t.country, ''), ''), ''),
  ('user_agent', if(t.user_agent != '', t.user_agent, ''), ''),
  ('path', if(t.path != '', t.path, ''), ''),
  ('method', if(t.method != '', t.method, ''), ''),
  ('status', toString(t.status), ''),
  ('http_version', if(t.http_version != '', t.http_version, ''), ''),
  ('header_order', if(t.header_order_hash != '', t.header_order_hash, ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.client_ip = {entity:IPv6} AND 1 ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT t.found.1 AS attribute, t.found.2 AS value, any(t.found.3) AS label, count() AS requests,
  min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, arrayJoin([('', '*', ''), ('ja4', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), ''),
  ('ja3', if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), ''),
  ('user_agent', if(t.user_agent != '', t.user_agent, ''), ''),
  ('host', if(t.host != '', t.host, ''), ''),
  ('path', if(t.path != '', t.path, ''), ''),
  ('method', if(t.method != '', t.method, ''), ''),
  ('status', toString(t.status), ''),
  ('header_order', if(t.header_order_hash != '', t.header_order_hash, ''), '')]) AS found
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.client_ip = {entity:IPv6} AND 1 ORDER BY t.time DESC LIMIT 10000) AS t) AS t
  WHERE t.found.2 != '' GROUP BY attribute, value
  ) AS r
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;
