SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.client_ip = {entity:IPv6} AND 1 ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), if(t.host != '', t.host, ''), if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), if(t.country IS NOT NULL, ifNull(t.country, ''), ''), if(t.user_agent != '', t.user_agent, ''), if(t.path != '', t.path, ''), if(t.method != '', t.method, ''), toString(t.status), if(t.http_version != '', t.http_version, ''), if(t.header_order_hash != '', t.header_order_hash, '')] AS value,
  ['', '', '', '', ifNull(toString(t.as_name), ''), '', '', '', '', '', '', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.client_ip = {entity:IPv6} AND 1 ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), if(t.user_agent != '', t.user_agent, ''), if(t.host != '', t.host, ''), if(t.path != '', t.path, ''), if(t.method != '', t.method, ''), toString(t.status), if(t.header_order_hash != '', t.header_order_hash, '')] AS value,
  ['', '', '', '', '', '', '', '', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.client_ip = {entity:IPv6} AND 1 ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')] AS value,
  ['', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.country = {entity:String} AND t.country IS NOT NULL ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), if(t.host != '', t.host, ''), if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), if(t.user_agent != '', t.user_agent, ''), if(t.path != '', t.path, ''), if(t.method != '', t.method, ''), toString(t.status), if(t.http_version != '', t.http_version, ''), if(t.header_order_hash != '', t.header_order_hash, '')] AS value,
  ['', '', '', '', '', ifNull(toString(t.as_name), ''), '', '', '', '', '', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.country = {entity:String} AND t.country IS NOT NULL ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')] AS value,
  ['', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.host = {entity:String} AND t.host != '' ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), if(t.country IS NOT NULL, ifNull(t.country, ''), ''), if(t.user_agent != '', t.user_agent, ''), if(t.path != '', t.path, ''), if(t.method != '', t.method, ''), toString(t.status), if(t.http_version != '', t.http_version, ''), if(t.header_order_hash != '', t.header_order_hash, '')] AS value,
  ['', '', '', '', ifNull(toString(t.as_name), ''), '', '', '', '', '', '', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.host = {entity:String} AND t.host != '' ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')] AS value,
  ['', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), if(t.host != '', t.host, ''), if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), if(t.country IS NOT NULL, ifNull(t.country, ''), ''), if(t.user_agent != '', t.user_agent, ''), if(t.path != '', t.path, ''), if(t.method != '', t.method, ''), toString(t.status), if(t.http_version != '', t.http_version, ''), if(t.header_order_hash != '', t.header_order_hash, '')] AS value,
  ['', '', '', '', ifNull(toString(t.as_name), ''), '', '', '', '', '', '', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')] AS value,
  ['', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), if(t.user_agent != '', t.user_agent, ''), if(t.host != '', t.host, ''), if(t.header_order_hash != '', t.header_order_hash, ''), if(t.tcp_meta_options IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.tcp_meta_options, ''), ''), if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), '')] AS value,
  ['', '', ifNull(toString(t.as_name), ''), '', '', '', '', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), if(t.host != '', t.host, ''), if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), if(t.country IS NOT NULL, ifNull(t.country, ''), ''), if(t.user_agent != '', t.user_agent, ''), if(t.path != '', t.path, ''), if(t.method != '', t.method, ''), toString(t.status), if(t.http_version != '', t.http_version, ''), if(t.header_order_hash != '', t.header_order_hash, '')] AS value,
  ['', '', '', '', ifNull(toString(t.as_name), ''), '', '', '', '', '', '', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')] AS value,
  ['', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.path = {entity:String} AND t.path != '' ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), if(t.host != '', t.host, ''), if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), if(t.country IS NOT NULL, ifNull(t.country, ''), ''), if(t.user_agent != '', t.user_agent, ''), if(t.method != '', t.method, ''), toString(t.status), if(t.http_version != '', t.http_version, ''), if(t.header_order_hash != '', t.header_order_hash, '')] AS value,
  ['', '', '', '', '', ifNull(toString(t.as_name), ''), '', '', '', '', '', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.path = {entity:String} AND t.path != '' ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')] AS value,
  ['', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.user_agent = {entity:String} AND t.user_agent != '' ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', ''), if(t.ja4 IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja4, ''), ''), if(t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip, ifNull(t.ja3_hash, ''), ''), if(t.host != '', t.host, ''), if(t.asn IS NOT NULL, toString(ifNull(t.asn, 0)), ''), if(t.country IS NOT NULL, ifNull(t.country, ''), ''), if(t.path != '', t.path, ''), if(t.method != '', t.method, ''), toString(t.status), if(t.http_version != '', t.http_version, ''), if(t.header_order_hash != '', t.header_order_hash, '')] AS value,
  ['', '', '', '', '', ifNull(toString(t.as_name), ''), '', '', '', '', '', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
  sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
  FROM (SELECT * FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND toStartOfHour(t.time) IN {hours:Array(UInt32)} AND t.user_agent = {entity:String} AND t.user_agent != '' ORDER BY t.time DESC LIMIT 5000) AS t
  ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')] AS value,
  ['', ''] AS label
  WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute;

SELECT toUnixTimestamp(t.hour) AS hour, sum(t.requests) AS found FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value != '' AND t.entity_value = {entity:String}
  GROUP BY t.hour ORDER BY t.hour DESC;

SELECT toUnixTimestamp(t.hour) AS hour, sum(t.requests) AS found FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} AND t.entity_value = {entity:String}
  GROUP BY t.hour ORDER BY t.hour DESC;

SELECT toUnixTimestamp(t.hour) AS hour, sum(t.requests) AS found FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6}
  GROUP BY t.hour ORDER BY t.hour DESC;
