SELECT groupArray(toUnixTimestamp(h.hour)) AS hours FROM (
  SELECT o.hour AS hour, sum(o.requests) OVER newest - o.requests AS newer,
  sum(a.requests) OVER newest AS passed, passed = a.requests AS is_newest
  FROM (SELECT t.hour AS hour, sum(t.requests) AS requests FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value = {entity:String} GROUP BY hour) AS o INNER JOIN (SELECT t.hour AS hour, sum(t.requests) AS requests FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = 'all' GROUP BY hour) AS a ON a.hour = o.hour
  WINDOW newest AS (ORDER BY o.hour DESC)
  ) AS h WHERE h.is_newest OR (h.newer < {requests:UInt64} AND h.passed <= {passed:UInt64});

SELECT groupArray(toUnixTimestamp(h.hour)) AS hours FROM (
  SELECT o.hour AS hour, sum(o.requests) OVER newest - o.requests AS newer,
  sum(a.requests) OVER newest AS passed, passed = a.requests AS is_newest
  FROM (SELECT t.hour AS hour, sum(t.requests) AS requests FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} GROUP BY hour) AS o INNER JOIN (SELECT t.hour AS hour, sum(t.requests) AS requests FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = 'all' GROUP BY hour) AS a ON a.hour = o.hour
  WINDOW newest AS (ORDER BY o.hour DESC)
  ) AS h WHERE h.is_newest OR (h.newer < {requests:UInt64} AND h.passed <= {passed:UInt64});

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip',
  grouping(t.asn) = 0, 'asn',
  grouping(t.user_agent) = 0, 'user_agent',
  grouping(t.host) = 0, 'host',
  grouping(t.header_order) = 0, 'header_order',
  grouping(t.tcp_options) = 0, 'tcp_options',
  grouping(t.ja3) = 0, 'ja3', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''),
  grouping(t.asn) = 0, if(t.asn = defaultValueOfTypeName('UInt32'), '', toString(t.asn)),
  grouping(t.user_agent) = 0, if(t.user_agent = defaultValueOfTypeName('String'), '', t.user_agent),
  grouping(t.host) = 0, if(t.host = defaultValueOfTypeName('String'), '', t.host),
  grouping(t.header_order) = 0, if(t.header_order = defaultValueOfTypeName('String'), '', t.header_order),
  grouping(t.tcp_options) = 0, if(t.tcp_options = defaultValueOfTypeName('String'), '', t.tcp_options),
  grouping(t.ja3) = 0, if(t.ja3 = defaultValueOfTypeName('String'), '', t.ja3), '') AS value,
  multiIf(grouping(t.ip) = 0, '',
  grouping(t.asn) = 0, ifNull(toString(any(t.asn_label)), ''),
  grouping(t.user_agent) = 0, '',
  grouping(t.host) = 0, '',
  grouping(t.header_order) = 0, '',
  grouping(t.tcp_options) = 0, '',
  grouping(t.ja3) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label, if(t.asn IS NOT NULL, ifNull(t.asn, 0), defaultValueOfTypeName('UInt32')) AS asn, t.as_name AS asn_label, if(t.user_agent != '', t.user_agent, defaultValueOfTypeName('String')) AS user_agent, NULL AS user_agent_label, if(t.host != '', t.host, defaultValueOfTypeName('String')) AS host, NULL AS host_label, if(t.header_order_hash != '', t.header_order_hash, defaultValueOfTypeName('String')) AS header_order, NULL AS header_order_label, if(t.tcp_meta_options IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.tcp_meta_options, ''), defaultValueOfTypeName('String')) AS tcp_options, NULL AS tcp_options_label, if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), defaultValueOfTypeName('String')) AS ja3, NULL AS ja3_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip), (t.asn), (t.user_agent), (t.host), (t.header_order), (t.tcp_options), (t.ja3))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip',
  grouping(t.ja3) = 0, 'ja3',
  grouping(t.host) = 0, 'host',
  grouping(t.asn) = 0, 'asn',
  grouping(t.country) = 0, 'country',
  grouping(t.user_agent) = 0, 'user_agent',
  grouping(t.path) = 0, 'path',
  grouping(t.method) = 0, 'method',
  grouping(t.status) = 0, 'status',
  grouping(t.http_version) = 0, 'http_version',
  grouping(t.header_order) = 0, 'header_order', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''),
  grouping(t.ja3) = 0, if(t.ja3 = defaultValueOfTypeName('String'), '', t.ja3),
  grouping(t.host) = 0, if(t.host = defaultValueOfTypeName('String'), '', t.host),
  grouping(t.asn) = 0, if(t.asn = defaultValueOfTypeName('UInt32'), '', toString(t.asn)),
  grouping(t.country) = 0, if(t.country = defaultValueOfTypeName('String'), '', t.country),
  grouping(t.user_agent) = 0, if(t.user_agent = defaultValueOfTypeName('String'), '', t.user_agent),
  grouping(t.path) = 0, if(t.path = defaultValueOfTypeName('String'), '', t.path),
  grouping(t.method) = 0, if(t.method = defaultValueOfTypeName('String'), '', t.method),
  grouping(t.status) = 0, toString(t.status),
  grouping(t.http_version) = 0, if(t.http_version = defaultValueOfTypeName('String'), '', t.http_version),
  grouping(t.header_order) = 0, if(t.header_order = defaultValueOfTypeName('String'), '', t.header_order), '') AS value,
  multiIf(grouping(t.ip) = 0, '',
  grouping(t.ja3) = 0, '',
  grouping(t.host) = 0, '',
  grouping(t.asn) = 0, ifNull(toString(any(t.asn_label)), ''),
  grouping(t.country) = 0, '',
  grouping(t.user_agent) = 0, '',
  grouping(t.path) = 0, '',
  grouping(t.method) = 0, '',
  grouping(t.status) = 0, '',
  grouping(t.http_version) = 0, '',
  grouping(t.header_order) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label, if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), defaultValueOfTypeName('String')) AS ja3, NULL AS ja3_label, if(t.host != '', t.host, defaultValueOfTypeName('String')) AS host, NULL AS host_label, if(t.asn IS NOT NULL, ifNull(t.asn, 0), defaultValueOfTypeName('UInt32')) AS asn, t.as_name AS asn_label, if(t.country IS NOT NULL, ifNull(t.country, ''), defaultValueOfTypeName('String')) AS country, NULL AS country_label, if(t.user_agent != '', t.user_agent, defaultValueOfTypeName('String')) AS user_agent, NULL AS user_agent_label, if(t.path != '', t.path, defaultValueOfTypeName('String')) AS path, NULL AS path_label, if(t.method != '', t.method, defaultValueOfTypeName('String')) AS method, NULL AS method_label, t.status AS status, NULL AS status_label, if(t.http_version != '', t.http_version, defaultValueOfTypeName('String')) AS http_version, NULL AS http_version_label, if(t.header_order_hash != '', t.header_order_hash, defaultValueOfTypeName('String')) AS header_order, NULL AS header_order_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip), (t.ja3), (t.host), (t.asn), (t.country), (t.user_agent), (t.path), (t.method), (t.status), (t.http_version), (t.header_order))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip',
  grouping(t.ja4) = 0, 'ja4',
  grouping(t.host) = 0, 'host',
  grouping(t.asn) = 0, 'asn',
  grouping(t.country) = 0, 'country',
  grouping(t.user_agent) = 0, 'user_agent',
  grouping(t.path) = 0, 'path',
  grouping(t.method) = 0, 'method',
  grouping(t.status) = 0, 'status',
  grouping(t.http_version) = 0, 'http_version',
  grouping(t.header_order) = 0, 'header_order', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''),
  grouping(t.ja4) = 0, if(t.ja4 = defaultValueOfTypeName('String'), '', t.ja4),
  grouping(t.host) = 0, if(t.host = defaultValueOfTypeName('String'), '', t.host),
  grouping(t.asn) = 0, if(t.asn = defaultValueOfTypeName('UInt32'), '', toString(t.asn)),
  grouping(t.country) = 0, if(t.country = defaultValueOfTypeName('String'), '', t.country),
  grouping(t.user_agent) = 0, if(t.user_agent = defaultValueOfTypeName('String'), '', t.user_agent),
  grouping(t.path) = 0, if(t.path = defaultValueOfTypeName('String'), '', t.path),
  grouping(t.method) = 0, if(t.method = defaultValueOfTypeName('String'), '', t.method),
  grouping(t.status) = 0, toString(t.status),
  grouping(t.http_version) = 0, if(t.http_version = defaultValueOfTypeName('String'), '', t.http_version),
  grouping(t.header_order) = 0, if(t.header_order = defaultValueOfTypeName('String'), '', t.header_order), '') AS value,
  multiIf(grouping(t.ip) = 0, '',
  grouping(t.ja4) = 0, '',
  grouping(t.host) = 0, '',
  grouping(t.asn) = 0, ifNull(toString(any(t.asn_label)), ''),
  grouping(t.country) = 0, '',
  grouping(t.user_agent) = 0, '',
  grouping(t.path) = 0, '',
  grouping(t.method) = 0, '',
  grouping(t.status) = 0, '',
  grouping(t.http_version) = 0, '',
  grouping(t.header_order) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label, if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), defaultValueOfTypeName('String')) AS ja4, NULL AS ja4_label, if(t.host != '', t.host, defaultValueOfTypeName('String')) AS host, NULL AS host_label, if(t.asn IS NOT NULL, ifNull(t.asn, 0), defaultValueOfTypeName('UInt32')) AS asn, t.as_name AS asn_label, if(t.country IS NOT NULL, ifNull(t.country, ''), defaultValueOfTypeName('String')) AS country, NULL AS country_label, if(t.user_agent != '', t.user_agent, defaultValueOfTypeName('String')) AS user_agent, NULL AS user_agent_label, if(t.path != '', t.path, defaultValueOfTypeName('String')) AS path, NULL AS path_label, if(t.method != '', t.method, defaultValueOfTypeName('String')) AS method, NULL AS method_label, t.status AS status, NULL AS status_label, if(t.http_version != '', t.http_version, defaultValueOfTypeName('String')) AS http_version, NULL AS http_version_label, if(t.header_order_hash != '', t.header_order_hash, defaultValueOfTypeName('String')) AS header_order, NULL AS header_order_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip), (t.ja4), (t.host), (t.asn), (t.country), (t.user_agent), (t.path), (t.method), (t.status), (t.http_version), (t.header_order))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip',
  grouping(t.ja4) = 0, 'ja4',
  grouping(t.ja3) = 0, 'ja3',
  grouping(t.asn) = 0, 'asn',
  grouping(t.country) = 0, 'country',
  grouping(t.user_agent) = 0, 'user_agent',
  grouping(t.path) = 0, 'path',
  grouping(t.method) = 0, 'method',
  grouping(t.status) = 0, 'status',
  grouping(t.http_version) = 0, 'http_version',
  grouping(t.header_order) = 0, 'header_order', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''),
  grouping(t.ja4) = 0, if(t.ja4 = defaultValueOfTypeName('String'), '', t.ja4),
  grouping(t.ja3) = 0, if(t.ja3 = defaultValueOfTypeName('String'), '', t.ja3),
  grouping(t.asn) = 0, if(t.asn = defaultValueOfTypeName('UInt32'), '', toString(t.asn)),
  grouping(t.country) = 0, if(t.country = defaultValueOfTypeName('String'), '', t.country),
  grouping(t.user_agent) = 0, if(t.user_agent = defaultValueOfTypeName('String'), '', t.user_agent),
  grouping(t.path) = 0, if(t.path = defaultValueOfTypeName('String'), '', t.path),
  grouping(t.method) = 0, if(t.method = defaultValueOfTypeName('String'), '', t.method),
  grouping(t.status) = 0, toString(t.status),
  grouping(t.http_version) = 0, if(t.http_version = defaultValueOfTypeName('String'), '', t.http_version),
  grouping(t.header_order) = 0, if(t.header_order = defaultValueOfTypeName('String'), '', t.header_order), '') AS value,
  multiIf(grouping(t.ip) = 0, '',
  grouping(t.ja4) = 0, '',
  grouping(t.ja3) = 0, '',
  grouping(t.asn) = 0, ifNull(toString(any(t.asn_label)), ''),
  grouping(t.country) = 0, '',
  grouping(t.user_agent) = 0, '',
  grouping(t.path) = 0, '',
  grouping(t.method) = 0, '',
  grouping(t.status) = 0, '',
  grouping(t.http_version) = 0, '',
  grouping(t.header_order) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label, if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), defaultValueOfTypeName('String')) AS ja4, NULL AS ja4_label, if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), defaultValueOfTypeName('String')) AS ja3, NULL AS ja3_label, if(t.asn IS NOT NULL, ifNull(t.asn, 0), defaultValueOfTypeName('UInt32')) AS asn, t.as_name AS asn_label, if(t.country IS NOT NULL, ifNull(t.country, ''), defaultValueOfTypeName('String')) AS country, NULL AS country_label, if(t.user_agent != '', t.user_agent, defaultValueOfTypeName('String')) AS user_agent, NULL AS user_agent_label, if(t.path != '', t.path, defaultValueOfTypeName('String')) AS path, NULL AS path_label, if(t.method != '', t.method, defaultValueOfTypeName('String')) AS method, NULL AS method_label, t.status AS status, NULL AS status_label, if(t.http_version != '', t.http_version, defaultValueOfTypeName('String')) AS http_version, NULL AS http_version_label, if(t.header_order_hash != '', t.header_order_hash, defaultValueOfTypeName('String')) AS header_order, NULL AS header_order_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.host = {entity:String} AND t.host != '' ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip), (t.ja4), (t.ja3), (t.asn), (t.country), (t.user_agent), (t.path), (t.method), (t.status), (t.http_version), (t.header_order))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip',
  grouping(t.ja4) = 0, 'ja4',
  grouping(t.ja3) = 0, 'ja3',
  grouping(t.host) = 0, 'host',
  grouping(t.asn) = 0, 'asn',
  grouping(t.country) = 0, 'country',
  grouping(t.path) = 0, 'path',
  grouping(t.method) = 0, 'method',
  grouping(t.status) = 0, 'status',
  grouping(t.http_version) = 0, 'http_version',
  grouping(t.header_order) = 0, 'header_order', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''),
  grouping(t.ja4) = 0, if(t.ja4 = defaultValueOfTypeName('String'), '', t.ja4),
  grouping(t.ja3) = 0, if(t.ja3 = defaultValueOfTypeName('String'), '', t.ja3),
  grouping(t.host) = 0, if(t.host = defaultValueOfTypeName('String'), '', t.host),
  grouping(t.asn) = 0, if(t.asn = defaultValueOfTypeName('UInt32'), '', toString(t.asn)),
  grouping(t.country) = 0, if(t.country = defaultValueOfTypeName('String'), '', t.country),
  grouping(t.path) = 0, if(t.path = defaultValueOfTypeName('String'), '', t.path),
  grouping(t.method) = 0, if(t.method = defaultValueOfTypeName('String'), '', t.method),
  grouping(t.status) = 0, toString(t.status),
  grouping(t.http_version) = 0, if(t.http_version = defaultValueOfTypeName('String'), '', t.http_version),
  grouping(t.header_order) = 0, if(t.header_order = defaultValueOfTypeName('String'), '', t.header_order), '') AS value,
  multiIf(grouping(t.ip) = 0, '',
  grouping(t.ja4) = 0, '',
  grouping(t.ja3) = 0, '',
  grouping(t.host) = 0, '',
  grouping(t.asn) = 0, ifNull(toString(any(t.asn_label)), ''),
  grouping(t.country) = 0, '',
  grouping(t.path) = 0, '',
  grouping(t.method) = 0, '',
  grouping(t.status) = 0, '',
  grouping(t.http_version) = 0, '',
  grouping(t.header_order) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label, if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), defaultValueOfTypeName('String')) AS ja4, NULL AS ja4_label, if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), defaultValueOfTypeName('String')) AS ja3, NULL AS ja3_label, if(t.host != '', t.host, defaultValueOfTypeName('String')) AS host, NULL AS host_label, if(t.asn IS NOT NULL, ifNull(t.asn, 0), defaultValueOfTypeName('UInt32')) AS asn, t.as_name AS asn_label, if(t.country IS NOT NULL, ifNull(t.country, ''), defaultValueOfTypeName('String')) AS country, NULL AS country_label, if(t.path != '', t.path, defaultValueOfTypeName('String')) AS path, NULL AS path_label, if(t.method != '', t.method, defaultValueOfTypeName('String')) AS method, NULL AS method_label, t.status AS status, NULL AS status_label, if(t.http_version != '', t.http_version, defaultValueOfTypeName('String')) AS http_version, NULL AS http_version_label, if(t.header_order_hash != '', t.header_order_hash, defaultValueOfTypeName('String')) AS header_order, NULL AS header_order_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.user_agent = {entity:String} AND t.user_agent != '' ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip), (t.ja4), (t.ja3), (t.host), (t.asn), (t.country), (t.path), (t.method), (t.status), (t.http_version), (t.header_order))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip',
  grouping(t.ja4) = 0, 'ja4',
  grouping(t.ja3) = 0, 'ja3',
  grouping(t.host) = 0, 'host',
  grouping(t.asn) = 0, 'asn',
  grouping(t.country) = 0, 'country',
  grouping(t.user_agent) = 0, 'user_agent',
  grouping(t.method) = 0, 'method',
  grouping(t.status) = 0, 'status',
  grouping(t.http_version) = 0, 'http_version',
  grouping(t.header_order) = 0, 'header_order', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''),
  grouping(t.ja4) = 0, if(t.ja4 = defaultValueOfTypeName('String'), '', t.ja4),
  grouping(t.ja3) = 0, if(t.ja3 = defaultValueOfTypeName('String'), '', t.ja3),
  grouping(t.host) = 0, if(t.host = defaultValueOfTypeName('String'), '', t.host),
  grouping(t.asn) = 0, if(t.asn = defaultValueOfTypeName('UInt32'), '', toString(t.asn)),
  grouping(t.country) = 0, if(t.country = defaultValueOfTypeName('String'), '', t.country),
  grouping(t.user_agent) = 0, if(t.user_agent = defaultValueOfTypeName('String'), '', t.user_agent),
  grouping(t.method) = 0, if(t.method = defaultValueOfTypeName('String'), '', t.method),
  grouping(t.status) = 0, toString(t.status),
  grouping(t.http_version) = 0, if(t.http_version = defaultValueOfTypeName('String'), '', t.http_version),
  grouping(t.header_order) = 0, if(t.header_order = defaultValueOfTypeName('String'), '', t.header_order), '') AS value,
  multiIf(grouping(t.ip) = 0, '',
  grouping(t.ja4) = 0, '',
  grouping(t.ja3) = 0, '',
  grouping(t.host) = 0, '',
  grouping(t.asn) = 0, ifNull(toString(any(t.asn_label)), ''),
  grouping(t.country) = 0, '',
  grouping(t.user_agent) = 0, '',
  grouping(t.method) = 0, '',
  grouping(t.status) = 0, '',
  grouping(t.http_version) = 0, '',
  grouping(t.header_order) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label, if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), defaultValueOfTypeName('String')) AS ja4, NULL AS ja4_label, if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), defaultValueOfTypeName('String')) AS ja3, NULL AS ja3_label, if(t.host != '', t.host, defaultValueOfTypeName('String')) AS host, NULL AS host_label, if(t.asn IS NOT NULL, ifNull(t.asn, 0), defaultValueOfTypeName('UInt32')) AS asn, t.as_name AS asn_label, if(t.country IS NOT NULL, ifNull(t.country, ''), defaultValueOfTypeName('String')) AS country, NULL AS country_label, if(t.user_agent != '', t.user_agent, defaultValueOfTypeName('String')) AS user_agent, NULL AS user_agent_label, if(t.method != '', t.method, defaultValueOfTypeName('String')) AS method, NULL AS method_label, t.status AS status, NULL AS status_label, if(t.http_version != '', t.http_version, defaultValueOfTypeName('String')) AS http_version, NULL AS http_version_label, if(t.header_order_hash != '', t.header_order_hash, defaultValueOfTypeName('String')) AS header_order, NULL AS header_order_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.path = {entity:String} AND t.path != '' ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip), (t.ja4), (t.ja3), (t.host), (t.asn), (t.country), (t.user_agent), (t.method), (t.status), (t.http_version), (t.header_order))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip',
  grouping(t.ja4) = 0, 'ja4',
  grouping(t.ja3) = 0, 'ja3',
  grouping(t.host) = 0, 'host',
  grouping(t.asn) = 0, 'asn',
  grouping(t.user_agent) = 0, 'user_agent',
  grouping(t.path) = 0, 'path',
  grouping(t.method) = 0, 'method',
  grouping(t.status) = 0, 'status',
  grouping(t.http_version) = 0, 'http_version',
  grouping(t.header_order) = 0, 'header_order', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''),
  grouping(t.ja4) = 0, if(t.ja4 = defaultValueOfTypeName('String'), '', t.ja4),
  grouping(t.ja3) = 0, if(t.ja3 = defaultValueOfTypeName('String'), '', t.ja3),
  grouping(t.host) = 0, if(t.host = defaultValueOfTypeName('String'), '', t.host),
  grouping(t.asn) = 0, if(t.asn = defaultValueOfTypeName('UInt32'), '', toString(t.asn)),
  grouping(t.user_agent) = 0, if(t.user_agent = defaultValueOfTypeName('String'), '', t.user_agent),
  grouping(t.path) = 0, if(t.path = defaultValueOfTypeName('String'), '', t.path),
  grouping(t.method) = 0, if(t.method = defaultValueOfTypeName('String'), '', t.method),
  grouping(t.status) = 0, toString(t.status),
  grouping(t.http_version) = 0, if(t.http_version = defaultValueOfTypeName('String'), '', t.http_version),
  grouping(t.header_order) = 0, if(t.header_order = defaultValueOfTypeName('String'), '', t.header_order), '') AS value,
  multiIf(grouping(t.ip) = 0, '',
  grouping(t.ja4) = 0, '',
  grouping(t.ja3) = 0, '',
  grouping(t.host) = 0, '',
  grouping(t.asn) = 0, ifNull(toString(any(t.asn_label)), ''),
  grouping(t.user_agent) = 0, '',
  grouping(t.path) = 0, '',
  grouping(t.method) = 0, '',
  grouping(t.status) = 0, '',
  grouping(t.http_version) = 0, '',
  grouping(t.header_order) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label, if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), defaultValueOfTypeName('String')) AS ja4, NULL AS ja4_label, if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), defaultValueOfTypeName('String')) AS ja3, NULL AS ja3_label, if(t.host != '', t.host, defaultValueOfTypeName('String')) AS host, NULL AS host_label, if(t.asn IS NOT NULL, ifNull(t.asn, 0), defaultValueOfTypeName('UInt32')) AS asn, t.as_name AS asn_label, if(t.user_agent != '', t.user_agent, defaultValueOfTypeName('String')) AS user_agent, NULL AS user_agent_label, if(t.path != '', t.path, defaultValueOfTypeName('String')) AS path, NULL AS path_label, if(t.method != '', t.method, defaultValueOfTypeName('String')) AS method, NULL AS method_label, t.status AS status, NULL AS status_label, if(t.http_version != '', t.http_version, defaultValueOfTypeName('String')) AS http_version, NULL AS http_version_label, if(t.header_order_hash != '', t.header_order_hash, defaultValueOfTypeName('String')) AS header_order, NULL AS header_order_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.country = {entity:String} AND t.country IS NOT NULL ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip), (t.ja4), (t.ja3), (t.host), (t.asn), (t.user_agent), (t.path), (t.method), (t.status), (t.http_version), (t.header_order))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''), '') AS value,
  multiIf(grouping(t.ip) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.client_ip = {entity:IPv6} AND 1 ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''), '') AS value,
  multiIf(grouping(t.ip) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.country = {entity:String} AND t.country IS NOT NULL ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''), '') AS value,
  multiIf(grouping(t.ip) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.host = {entity:String} AND t.host != '' ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''), '') AS value,
  multiIf(grouping(t.ip) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''), '') AS value,
  multiIf(grouping(t.ip) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''), '') AS value,
  multiIf(grouping(t.ip) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.path = {entity:String} AND t.path != '' ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ip) = 0, 'ip', '') AS attribute, multiIf(grouping(t.ip) = 0, replaceRegexpOne(toString(t.ip), '^::ffff:', ''), '') AS value,
  multiIf(grouping(t.ip) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, t.client_ip AS ip, NULL AS ip_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.user_agent = {entity:String} AND t.user_agent != '' ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ip))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ja4) = 0, 'ja4',
  grouping(t.ja3) = 0, 'ja3',
  grouping(t.host) = 0, 'host',
  grouping(t.asn) = 0, 'asn',
  grouping(t.country) = 0, 'country',
  grouping(t.user_agent) = 0, 'user_agent',
  grouping(t.path) = 0, 'path',
  grouping(t.method) = 0, 'method',
  grouping(t.status) = 0, 'status',
  grouping(t.http_version) = 0, 'http_version',
  grouping(t.header_order) = 0, 'header_order', '') AS attribute, multiIf(grouping(t.ja4) = 0, if(t.ja4 = defaultValueOfTypeName('String'), '', t.ja4),
  grouping(t.ja3) = 0, if(t.ja3 = defaultValueOfTypeName('String'), '', t.ja3),
  grouping(t.host) = 0, if(t.host = defaultValueOfTypeName('String'), '', t.host),
  grouping(t.asn) = 0, if(t.asn = defaultValueOfTypeName('UInt32'), '', toString(t.asn)),
  grouping(t.country) = 0, if(t.country = defaultValueOfTypeName('String'), '', t.country),
  grouping(t.user_agent) = 0, if(t.user_agent = defaultValueOfTypeName('String'), '', t.user_agent),
  grouping(t.path) = 0, if(t.path = defaultValueOfTypeName('String'), '', t.path),
  grouping(t.method) = 0, if(t.method = defaultValueOfTypeName('String'), '', t.method),
  grouping(t.status) = 0, toString(t.status),
  grouping(t.http_version) = 0, if(t.http_version = defaultValueOfTypeName('String'), '', t.http_version),
  grouping(t.header_order) = 0, if(t.header_order = defaultValueOfTypeName('String'), '', t.header_order), '') AS value,
  multiIf(grouping(t.ja4) = 0, '',
  grouping(t.ja3) = 0, '',
  grouping(t.host) = 0, '',
  grouping(t.asn) = 0, ifNull(toString(any(t.asn_label)), ''),
  grouping(t.country) = 0, '',
  grouping(t.user_agent) = 0, '',
  grouping(t.path) = 0, '',
  grouping(t.method) = 0, '',
  grouping(t.status) = 0, '',
  grouping(t.http_version) = 0, '',
  grouping(t.header_order) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), defaultValueOfTypeName('String')) AS ja4, NULL AS ja4_label, if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), defaultValueOfTypeName('String')) AS ja3, NULL AS ja3_label, if(t.host != '', t.host, defaultValueOfTypeName('String')) AS host, NULL AS host_label, if(t.asn IS NOT NULL, ifNull(t.asn, 0), defaultValueOfTypeName('UInt32')) AS asn, t.as_name AS asn_label, if(t.country IS NOT NULL, ifNull(t.country, ''), defaultValueOfTypeName('String')) AS country, NULL AS country_label, if(t.user_agent != '', t.user_agent, defaultValueOfTypeName('String')) AS user_agent, NULL AS user_agent_label, if(t.path != '', t.path, defaultValueOfTypeName('String')) AS path, NULL AS path_label, if(t.method != '', t.method, defaultValueOfTypeName('String')) AS method, NULL AS method_label, t.status AS status, NULL AS status_label, if(t.http_version != '', t.http_version, defaultValueOfTypeName('String')) AS http_version, NULL AS http_version_label, if(t.header_order_hash != '', t.header_order_hash, defaultValueOfTypeName('String')) AS header_order, NULL AS header_order_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.client_ip = {entity:IPv6} AND 1 ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ja4), (t.ja3), (t.host), (t.asn), (t.country), (t.user_agent), (t.path), (t.method), (t.status), (t.http_version), (t.header_order))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;

SELECT v.attribute AS attribute, any(v.distinct) AS distinct,
  groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), 'Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))')) AS items
  FROM (
  SELECT r.*, r.requests / sum(r.requests) OVER (PARTITION BY r.attribute) AS share, count() OVER (PARTITION BY r.attribute) AS distinct
  FROM (
  SELECT multiIf(grouping(t.ja4) = 0, 'ja4',
  grouping(t.ja3) = 0, 'ja3',
  grouping(t.user_agent) = 0, 'user_agent',
  grouping(t.host) = 0, 'host',
  grouping(t.path) = 0, 'path',
  grouping(t.method) = 0, 'method',
  grouping(t.status) = 0, 'status',
  grouping(t.header_order) = 0, 'header_order', '') AS attribute, multiIf(grouping(t.ja4) = 0, if(t.ja4 = defaultValueOfTypeName('String'), '', t.ja4),
  grouping(t.ja3) = 0, if(t.ja3 = defaultValueOfTypeName('String'), '', t.ja3),
  grouping(t.user_agent) = 0, if(t.user_agent = defaultValueOfTypeName('String'), '', t.user_agent),
  grouping(t.host) = 0, if(t.host = defaultValueOfTypeName('String'), '', t.host),
  grouping(t.path) = 0, if(t.path = defaultValueOfTypeName('String'), '', t.path),
  grouping(t.method) = 0, if(t.method = defaultValueOfTypeName('String'), '', t.method),
  grouping(t.status) = 0, toString(t.status),
  grouping(t.header_order) = 0, if(t.header_order = defaultValueOfTypeName('String'), '', t.header_order), '') AS value,
  multiIf(grouping(t.ja4) = 0, '',
  grouping(t.ja3) = 0, '',
  grouping(t.user_agent) = 0, '',
  grouping(t.host) = 0, '',
  grouping(t.path) = 0, '',
  grouping(t.method) = 0, '',
  grouping(t.status) = 0, '',
  grouping(t.header_order) = 0, '', '') AS label, count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen
  FROM (SELECT t.time AS time, if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), defaultValueOfTypeName('String')) AS ja4, NULL AS ja4_label, if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), defaultValueOfTypeName('String')) AS ja3, NULL AS ja3_label, if(t.user_agent != '', t.user_agent, defaultValueOfTypeName('String')) AS user_agent, NULL AS user_agent_label, if(t.host != '', t.host, defaultValueOfTypeName('String')) AS host, NULL AS host_label, if(t.path != '', t.path, defaultValueOfTypeName('String')) AS path, NULL AS path_label, if(t.method != '', t.method, defaultValueOfTypeName('String')) AS method, NULL AS method_label, t.status AS status, NULL AS status_label, if(t.header_order_hash != '', t.header_order_hash, defaultValueOfTypeName('String')) AS header_order, NULL AS header_order_label
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.client_ip = {entity:IPv6} AND 1 ORDER BY t.time DESC LIMIT 10000) AS t
  GROUP BY GROUPING SETS ((), (t.ja4), (t.ja3), (t.user_agent), (t.host), (t.path), (t.method), (t.status), (t.header_order))
  ) AS r WHERE r.value != '' OR r.attribute = ''
  ORDER BY r.attribute, r.requests DESC, r.value LIMIT {limit:UInt32} BY r.attribute
  ) AS v GROUP BY attribute;
