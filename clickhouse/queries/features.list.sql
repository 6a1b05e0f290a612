SELECT f.hour AS hour, f.host AS host, replaceRegexpOne(toString(f.client_ip), '^::ffff:', '') AS client_ip, f.ja4 AS ja4 FROM (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND NOT ifNull(startsWith(t.host, {host__2:String}), false) AND NOT ifNull(startsWith(t.ja4, {ja4__3:String}), false) GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ORDER BY hour, host, client_ip, ja4 LIMIT 2 OFFSET {before:UInt32}
  ) AS f ORDER BY f.hour, f.host, f.client_ip, f.ja4;

SELECT f.hour AS hour, f.host AS host, replaceRegexpOne(toString(f.client_ip), '^::ffff:', '') AS client_ip, f.ja4 AS ja4 FROM (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ORDER BY hour, host, client_ip, ja4 LIMIT 2 OFFSET {before:UInt32}
  ) AS f ORDER BY f.hour, f.host, f.client_ip, f.ja4;

WITH
  agg_host_ip_ja4_1h_rows AS (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, sum(t.requests) AS requests,
  sum(t.sensitive_paths) AS sensitive_paths, sum(t.not_found) AS not_found,
  sum(t.refused) AS refused, sum(t.server_errors) AS server_errors, sum(t.not_modified) AS not_modified,
  sum(t.posts) AS posts, sum(t.login_posts) AS login_posts, sum(t.login_refused) AS login_refused,
  sum(t.odd_methods) AS odd_methods, sum(t.assets) AS assets, sum(t.with_referer) AS with_referer,
  sum(t.header_count) AS header_count, uniqCombinedMerge(12)(t.header_orders) AS header_orders,
  sum(t.without_accept_language) AS without_accept_language, sum(t.without_sec_fetch) AS without_sec_fetch,
  uniqCombinedMerge(12)(t.user_agent_count) AS user_agent_count,
  uniqCombinedMerge(12)(t.connections) AS connections, uniqCombinedMerge(12)(t.answer_sizes) AS answer_sizes,
  sum(t.with_sni) AS with_sni, sum(t.sni_mismatches) AS sni_mismatches,
  quantileBFloat16Merge(0.5)(t.syn_to_clienthello_ms) AS syn_to_clienthello_ms,
  arraySort(groupUniqArrayMerge(5)(t.user_agents)) AS user_agents,
  arraySort(groupUniqArrayMerge(5)(t.header_names)) AS header_names,
  arraySort(groupUniqArrayMerge(4)(t.http_versions)) AS http_versions,
  max(t.ja4_r) AS ja4_r, groupUniqArrayMerge(2)(t.alpns) AS alpns
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND NOT ifNull(startsWith(t.host, {host__2:String}), false) AND NOT ifNull(startsWith(t.ja4, {ja4__3:String}), false) GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ),
  agg_path_sequences_1h_rows AS (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4,
  groupArrayMerge(500)(t.steps) AS steps,
  arrayPopFront(arrayDifference(arraySort(arrayMap(step -> bitShiftRight(step, 42), steps)))) AS gaps,
  arrayReduce('quantileExact(0.95)', arrayMap(step -> bitAnd(bitShiftRight(step, 7), 2047), steps)) AS path_length_p95,
  uniqCombinedMerge(12)(t.paths) AS paths, sum(t.path_segments) AS path_segments, sum(t.with_query) AS with_query,
  arraySort(groupUniqArrayMerge(10)(t.sensitive_samples)) AS sensitive_samples,
  arraySort(groupUniqArrayMerge(10)(t.path_samples)) AS path_samples
  FROM agg_path_sequences_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND NOT ifNull(startsWith(t.host, {host__2:String}), false) AND NOT ifNull(startsWith(t.ja4, {ja4__3:String}), false) GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ),
  agg_request_timing_1h_rows AS (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4,
  sumMap(arrayMap(ten -> intDiv(ten, 6), mapKeys(t.ten_seconds)), mapValues(t.ten_seconds)) AS minutes
  FROM agg_request_timing_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND NOT ifNull(startsWith(t.host, {host__2:String}), false) AND NOT ifNull(startsWith(t.ja4, {ja4__3:String}), false) GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ),
  -- Seven days up to and with each hour: how many requests the host had, and how many of them with this JA4.
  host_ja4 AS (
  SELECT hour, host, ja4,
  sum(requests) OVER (PARTITION BY host, ja4 ORDER BY toUnixTimestamp(hour)
  RANGE BETWEEN 601200 PRECEDING AND CURRENT ROW) AS of_ja4,
  sum(requests) OVER (PARTITION BY host ORDER BY toUnixTimestamp(hour)
  RANGE BETWEEN 601200 PRECEDING AND CURRENT ROW) AS of_host
  FROM (
  SELECT t.hour AS hour, t.host AS host, t.ja4 AS ja4, sum(t.requests) AS requests FROM agg_host_ip_ja4_1h AS t
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 601200
  AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC')
  GROUP BY hour, host, ja4
  )
  )
  SELECT f.hour AS hour, replaceRegexpOne(toString(f.client_ip), '^::ffff:', '') AS client_ip, f.ja4 AS ja4, f.host AS host,
  CAST(f.ja4 != '', 'Bool') AS correlated, requests, [CAST(log10(requests), 'Nullable(Float64)'),
  CAST(log10(arrayMax(minutes.2)), 'Nullable(Float64)'),
  CAST(length(minutes.1), 'Nullable(Float64)'),
  CAST(if(length(gaps) < 2, NULL, arrayReduce('median', gaps) / 1000), 'Nullable(Float64)'),
  CAST(if(length(gaps) < 2 OR arrayMax(gaps) = 0, NULL, arrayReduce('stddevPop', gaps) / arrayAvg(gaps)), 'Nullable(Float64)'),
  CAST(paths / requests, 'Nullable(Float64)'),
  CAST(path_segments / requests, 'Nullable(Float64)'),
  CAST(path_length_p95, 'Nullable(Float64)'),
  CAST(with_query / requests, 'Nullable(Float64)'),
  CAST(sensitive_paths / requests, 'Nullable(Float64)'),
  CAST(not_found / requests, 'Nullable(Float64)'),
  CAST(refused / requests, 'Nullable(Float64)'),
  CAST(server_errors / requests, 'Nullable(Float64)'),
  CAST(not_modified / requests, 'Nullable(Float64)'),
  CAST(posts / requests, 'Nullable(Float64)'),
  CAST(login_posts / requests, 'Nullable(Float64)'),
  CAST(odd_methods / requests, 'Nullable(Float64)'),
  CAST(assets / requests, 'Nullable(Float64)'),
  CAST(with_referer / requests, 'Nullable(Float64)'),
  CAST(header_count / requests, 'Nullable(Float64)'),
  CAST(header_orders, 'Nullable(Float64)'),
  CAST(without_accept_language / requests, 'Nullable(Float64)'),
  CAST(without_sec_fetch / requests, 'Nullable(Float64)'),
  CAST(user_agent_count, 'Nullable(Float64)'),
  CAST(requests / connections, 'Nullable(Float64)'),
  CAST(answer_sizes / requests, 'Nullable(Float64)'),
  CAST(if(f.ja4 = '', NULL, -log10(host_ja4.of_ja4 / host_ja4.of_host)), 'Nullable(Float64)'),
  CAST(if(with_sni = 0, NULL, sni_mismatches / with_sni), 'Nullable(Float64)'),
  CAST(syn_to_clienthello_ms, 'Nullable(Float64)')] AS values, CAST(tuple(arrayMap(x -> substringUTF8(x, 1, 512), user_agents),
  arraySlice(arrayDistinct(arrayConcat(sensitive_samples, path_samples)), 1, 10),
  sensitive_paths,
  login_posts,
  login_refused,
  not_found,
  without_accept_language,
  without_sec_fetch,
  header_names,
  http_versions,
  ja4_r,
  arrayFilter(x -> x != '', arrayDistinct(arrayFlatten(arrayMap(x -> splitByChar(',', x), alpns)))),
  first_seen,
  last_seen), 'Tuple(user_agents Array(String), sample_paths Array(String), sensitive_requests UInt64, login_posts UInt64, login_posts_refused UInt64, not_found UInt64, without_accept_language UInt64, without_sec_fetch UInt64, header_orders Array(String), http_versions Array(String), ja4_r Nullable(String), tls_alpn Array(String), first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))') AS context
  FROM agg_host_ip_ja4_1h_rows AS f
  JOIN agg_path_sequences_1h_rows AS s
  ON s.hour = f.hour AND s.host = f.host AND s.client_ip = f.client_ip AND s.ja4 = f.ja4
  JOIN agg_request_timing_1h_rows AS r
  ON r.hour = f.hour AND r.host = f.host AND r.client_ip = f.client_ip AND r.ja4 = f.ja4
  LEFT JOIN host_ja4 ON host_ja4.hour = f.hour AND host_ja4.host = f.host AND host_ja4.ja4 = f.ja4
  ORDER BY f.hour, f.host, f.client_ip, f.ja4;

WITH
  agg_host_ip_ja4_1h_rows AS (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, sum(t.requests) AS requests,
  sum(t.sensitive_paths) AS sensitive_paths, sum(t.not_found) AS not_found,
  sum(t.refused) AS refused, sum(t.server_errors) AS server_errors, sum(t.not_modified) AS not_modified,
  sum(t.posts) AS posts, sum(t.login_posts) AS login_posts, sum(t.login_refused) AS login_refused,
  sum(t.odd_methods) AS odd_methods, sum(t.assets) AS assets, sum(t.with_referer) AS with_referer,
  sum(t.header_count) AS header_count, uniqCombinedMerge(12)(t.header_orders) AS header_orders,
  sum(t.without_accept_language) AS without_accept_language, sum(t.without_sec_fetch) AS without_sec_fetch,
  uniqCombinedMerge(12)(t.user_agent_count) AS user_agent_count,
  uniqCombinedMerge(12)(t.connections) AS connections, uniqCombinedMerge(12)(t.answer_sizes) AS answer_sizes,
  sum(t.with_sni) AS with_sni, sum(t.sni_mismatches) AS sni_mismatches,
  quantileBFloat16Merge(0.5)(t.syn_to_clienthello_ms) AS syn_to_clienthello_ms,
  arraySort(groupUniqArrayMerge(5)(t.user_agents)) AS user_agents,
  arraySort(groupUniqArrayMerge(5)(t.header_names)) AS header_names,
  arraySort(groupUniqArrayMerge(4)(t.http_versions)) AS http_versions,
  max(t.ja4_r) AS ja4_r, groupUniqArrayMerge(2)(t.alpns) AS alpns
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND t.host = {host__2:String} GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ),
  agg_path_sequences_1h_rows AS (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4,
  groupArrayMerge(500)(t.steps) AS steps,
  arrayPopFront(arrayDifference(arraySort(arrayMap(step -> bitShiftRight(step, 42), steps)))) AS gaps,
  arrayReduce('quantileExact(0.95)', arrayMap(step -> bitAnd(bitShiftRight(step, 7), 2047), steps)) AS path_length_p95,
  uniqCombinedMerge(12)(t.paths) AS paths, sum(t.path_segments) AS path_segments, sum(t.with_query) AS with_query,
  arraySort(groupUniqArrayMerge(10)(t.sensitive_samples)) AS sensitive_samples,
  arraySort(groupUniqArrayMerge(10)(t.path_samples)) AS path_samples
  FROM agg_path_sequences_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND t.host = {host__2:String} GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ),
  agg_request_timing_1h_rows AS (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4,
  sumMap(arrayMap(ten -> intDiv(ten, 6), mapKeys(t.ten_seconds)), mapValues(t.ten_seconds)) AS minutes
  FROM agg_request_timing_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND t.host = {host__2:String} GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ),
  -- Seven days up to and with each hour: how many requests the host had, and how many of them with this JA4.
  host_ja4 AS (
  SELECT hour, host, ja4,
  sum(requests) OVER (PARTITION BY host, ja4 ORDER BY toUnixTimestamp(hour)
  RANGE BETWEEN 601200 PRECEDING AND CURRENT ROW) AS of_ja4,
  sum(requests) OVER (PARTITION BY host ORDER BY toUnixTimestamp(hour)
  RANGE BETWEEN 601200 PRECEDING AND CURRENT ROW) AS of_host
  FROM (
  SELECT t.hour AS hour, t.host AS host, t.ja4 AS ja4, sum(t.requests) AS requests FROM agg_host_ip_ja4_1h AS t
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 601200
  AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC')
  GROUP BY hour, host, ja4
  )
  )
  SELECT f.hour AS hour, replaceRegexpOne(toString(f.client_ip), '^::ffff:', '') AS client_ip, f.ja4 AS ja4, f.host AS host,
  CAST(f.ja4 != '', 'Bool') AS correlated, requests, [CAST(log10(requests), 'Nullable(Float64)'),
  CAST(log10(arrayMax(minutes.2)), 'Nullable(Float64)'),
  CAST(length(minutes.1), 'Nullable(Float64)'),
  CAST(if(length(gaps) < 2, NULL, arrayReduce('median', gaps) / 1000), 'Nullable(Float64)'),
  CAST(if(length(gaps) < 2 OR arrayMax(gaps) = 0, NULL, arrayReduce('stddevPop', gaps) / arrayAvg(gaps)), 'Nullable(Float64)'),
  CAST(paths / requests, 'Nullable(Float64)'),
  CAST(path_segments / requests, 'Nullable(Float64)'),
  CAST(path_length_p95, 'Nullable(Float64)'),
  CAST(with_query / requests, 'Nullable(Float64)'),
  CAST(sensitive_paths / requests, 'Nullable(Float64)'),
  CAST(not_found / requests, 'Nullable(Float64)'),
  CAST(refused / requests, 'Nullable(Float64)'),
  CAST(server_errors / requests, 'Nullable(Float64)'),
  CAST(not_modified / requests, 'Nullable(Float64)'),
  CAST(posts / requests, 'Nullable(Float64)'),
  CAST(login_posts / requests, 'Nullable(Float64)'),
  CAST(odd_methods / requests, 'Nullable(Float64)'),
  CAST(assets / requests, 'Nullable(Float64)'),
  CAST(with_referer / requests, 'Nullable(Float64)'),
  CAST(header_count / requests, 'Nullable(Float64)'),
  CAST(header_orders, 'Nullable(Float64)'),
  CAST(without_accept_language / requests, 'Nullable(Float64)'),
  CAST(without_sec_fetch / requests, 'Nullable(Float64)'),
  CAST(user_agent_count, 'Nullable(Float64)'),
  CAST(requests / connections, 'Nullable(Float64)'),
  CAST(answer_sizes / requests, 'Nullable(Float64)'),
  CAST(if(f.ja4 = '', NULL, -log10(host_ja4.of_ja4 / host_ja4.of_host)), 'Nullable(Float64)'),
  CAST(if(with_sni = 0, NULL, sni_mismatches / with_sni), 'Nullable(Float64)'),
  CAST(syn_to_clienthello_ms, 'Nullable(Float64)')] AS values, CAST(tuple(arrayMap(x -> substringUTF8(x, 1, 512), user_agents),
  arraySlice(arrayDistinct(arrayConcat(sensitive_samples, path_samples)), 1, 10),
  sensitive_paths,
  login_posts,
  login_refused,
  not_found,
  without_accept_language,
  without_sec_fetch,
  header_names,
  http_versions,
  ja4_r,
  arrayFilter(x -> x != '', arrayDistinct(arrayFlatten(arrayMap(x -> splitByChar(',', x), alpns)))),
  first_seen,
  last_seen), 'Tuple(user_agents Array(String), sample_paths Array(String), sensitive_requests UInt64, login_posts UInt64, login_posts_refused UInt64, not_found UInt64, without_accept_language UInt64, without_sec_fetch UInt64, header_orders Array(String), http_versions Array(String), ja4_r Nullable(String), tls_alpn Array(String), first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))') AS context
  FROM agg_host_ip_ja4_1h_rows AS f
  JOIN agg_path_sequences_1h_rows AS s
  ON s.hour = f.hour AND s.host = f.host AND s.client_ip = f.client_ip AND s.ja4 = f.ja4
  JOIN agg_request_timing_1h_rows AS r
  ON r.hour = f.hour AND r.host = f.host AND r.client_ip = f.client_ip AND r.ja4 = f.ja4
  LEFT JOIN host_ja4 ON host_ja4.hour = f.hour AND host_ja4.host = f.host AND host_ja4.ja4 = f.ja4
  ORDER BY f.hour, f.host, f.client_ip, f.ja4;

WITH
  agg_host_ip_ja4_1h_rows AS (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, sum(t.requests) AS requests,
  sum(t.sensitive_paths) AS sensitive_paths, sum(t.not_found) AS not_found,
  sum(t.refused) AS refused, sum(t.server_errors) AS server_errors, sum(t.not_modified) AS not_modified,
  sum(t.posts) AS posts, sum(t.login_posts) AS login_posts, sum(t.login_refused) AS login_refused,
  sum(t.odd_methods) AS odd_methods, sum(t.assets) AS assets, sum(t.with_referer) AS with_referer,
  sum(t.header_count) AS header_count, uniqCombinedMerge(12)(t.header_orders) AS header_orders,
  sum(t.without_accept_language) AS without_accept_language, sum(t.without_sec_fetch) AS without_sec_fetch,
  uniqCombinedMerge(12)(t.user_agent_count) AS user_agent_count,
  uniqCombinedMerge(12)(t.connections) AS connections, uniqCombinedMerge(12)(t.answer_sizes) AS answer_sizes,
  sum(t.with_sni) AS with_sni, sum(t.sni_mismatches) AS sni_mismatches,
  quantileBFloat16Merge(0.5)(t.syn_to_clienthello_ms) AS syn_to_clienthello_ms,
  arraySort(groupUniqArrayMerge(5)(t.user_agents)) AS user_agents,
  arraySort(groupUniqArrayMerge(5)(t.header_names)) AS header_names,
  arraySort(groupUniqArrayMerge(4)(t.http_versions)) AS http_versions,
  max(t.ja4_r) AS ja4_r, groupUniqArrayMerge(2)(t.alpns) AS alpns
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ),
  agg_path_sequences_1h_rows AS (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4,
  groupArrayMerge(500)(t.steps) AS steps,
  arrayPopFront(arrayDifference(arraySort(arrayMap(step -> bitShiftRight(step, 42), steps)))) AS gaps,
  arrayReduce('quantileExact(0.95)', arrayMap(step -> bitAnd(bitShiftRight(step, 7), 2047), steps)) AS path_length_p95,
  uniqCombinedMerge(12)(t.paths) AS paths, sum(t.path_segments) AS path_segments, sum(t.with_query) AS with_query,
  arraySort(groupUniqArrayMerge(10)(t.sensitive_samples)) AS sensitive_samples,
  arraySort(groupUniqArrayMerge(10)(t.path_samples)) AS path_samples
  FROM agg_path_sequences_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ),
  agg_request_timing_1h_rows AS (
  SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4,
  sumMap(arrayMap(ten -> intDiv(ten, 6), mapKeys(t.ten_seconds)), mapValues(t.ten_seconds)) AS minutes
  FROM agg_request_timing_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY hour, host, client_ip, ja4 HAVING sum(t.requests) >= {min_requests:UInt64}
  ),
  -- Seven days up to and with each hour: how many requests the host had, and how many of them with this JA4.
  host_ja4 AS (
  SELECT hour, host, ja4,
  sum(requests) OVER (PARTITION BY host, ja4 ORDER BY toUnixTimestamp(hour)
  RANGE BETWEEN 601200 PRECEDING AND CURRENT ROW) AS of_ja4,
  sum(requests) OVER (PARTITION BY host ORDER BY toUnixTimestamp(hour)
  RANGE BETWEEN 601200 PRECEDING AND CURRENT ROW) AS of_host
  FROM (
  SELECT t.hour AS hour, t.host AS host, t.ja4 AS ja4, sum(t.requests) AS requests FROM agg_host_ip_ja4_1h AS t
  WHERE t.hour >= parseDateTimeBestEffort({first_hour:String}, 'UTC') - 601200
  AND t.hour <= parseDateTimeBestEffort({last_hour:String}, 'UTC')
  GROUP BY hour, host, ja4
  )
  )
  SELECT f.hour AS hour, replaceRegexpOne(toString(f.client_ip), '^::ffff:', '') AS client_ip, f.ja4 AS ja4, f.host AS host,
  CAST(f.ja4 != '', 'Bool') AS correlated, requests, [CAST(log10(requests), 'Nullable(Float64)'),
  CAST(log10(arrayMax(minutes.2)), 'Nullable(Float64)'),
  CAST(length(minutes.1), 'Nullable(Float64)'),
  CAST(if(length(gaps) < 2, NULL, arrayReduce('median', gaps) / 1000), 'Nullable(Float64)'),
  CAST(if(length(gaps) < 2 OR arrayMax(gaps) = 0, NULL, arrayReduce('stddevPop', gaps) / arrayAvg(gaps)), 'Nullable(Float64)'),
  CAST(paths / requests, 'Nullable(Float64)'),
  CAST(path_segments / requests, 'Nullable(Float64)'),
  CAST(path_length_p95, 'Nullable(Float64)'),
  CAST(with_query / requests, 'Nullable(Float64)'),
  CAST(sensitive_paths / requests, 'Nullable(Float64)'),
  CAST(not_found / requests, 'Nullable(Float64)'),
  CAST(refused / requests, 'Nullable(Float64)'),
  CAST(server_errors / requests, 'Nullable(Float64)'),
  CAST(not_modified / requests, 'Nullable(Float64)'),
  CAST(posts / requests, 'Nullable(Float64)'),
  CAST(login_posts / requests, 'Nullable(Float64)'),
  CAST(odd_methods / requests, 'Nullable(Float64)'),
  CAST(assets / requests, 'Nullable(Float64)'),
  CAST(with_referer / requests, 'Nullable(Float64)'),
  CAST(header_count / requests, 'Nullable(Float64)'),
  CAST(header_orders, 'Nullable(Float64)'),
  CAST(without_accept_language / requests, 'Nullable(Float64)'),
  CAST(without_sec_fetch / requests, 'Nullable(Float64)'),
  CAST(user_agent_count, 'Nullable(Float64)'),
  CAST(requests / connections, 'Nullable(Float64)'),
  CAST(answer_sizes / requests, 'Nullable(Float64)'),
  CAST(if(f.ja4 = '', NULL, -log10(host_ja4.of_ja4 / host_ja4.of_host)), 'Nullable(Float64)'),
  CAST(if(with_sni = 0, NULL, sni_mismatches / with_sni), 'Nullable(Float64)'),
  CAST(syn_to_clienthello_ms, 'Nullable(Float64)')] AS values, CAST(tuple(arrayMap(x -> substringUTF8(x, 1, 512), user_agents),
  arraySlice(arrayDistinct(arrayConcat(sensitive_samples, path_samples)), 1, 10),
  sensitive_paths,
  login_posts,
  login_refused,
  not_found,
  without_accept_language,
  without_sec_fetch,
  header_names,
  http_versions,
  ja4_r,
  arrayFilter(x -> x != '', arrayDistinct(arrayFlatten(arrayMap(x -> splitByChar(',', x), alpns)))),
  first_seen,
  last_seen), 'Tuple(user_agents Array(String), sample_paths Array(String), sensitive_requests UInt64, login_posts UInt64, login_posts_refused UInt64, not_found UInt64, without_accept_language UInt64, without_sec_fetch UInt64, header_orders Array(String), http_versions Array(String), ja4_r Nullable(String), tls_alpn Array(String), first_seen DateTime64(6, \'UTC\'), last_seen DateTime64(6, \'UTC\'))') AS context
  FROM agg_host_ip_ja4_1h_rows AS f
  JOIN agg_path_sequences_1h_rows AS s
  ON s.hour = f.hour AND s.host = f.host AND s.client_ip = f.client_ip AND s.ja4 = f.ja4
  JOIN agg_request_timing_1h_rows AS r
  ON r.hour = f.hour AND r.host = f.host AND r.client_ip = f.client_ip AND r.ja4 = f.ja4
  LEFT JOIN host_ja4 ON host_ja4.hour = f.hour AND host_ja4.host = f.host AND host_ja4.ja4 = f.ja4
  ORDER BY f.hour, f.host, f.client_ip, f.ja4;
