SELECT 'ip' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((replaceRegexpOne(toString(v.g), '^::ffff:', ''), v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT t.client_ip AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND 1 AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT t.client_ip AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND 1 AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'ja4' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT ifNull(t.ja4, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT ifNull(t.ja4, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'ja4_stable' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT ifNull(t.ja4_stable, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.ja4_stable IS NOT NULL AND t.src_ip = t.client_ip AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT ifNull(t.ja4_stable, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.ja4_stable IS NOT NULL AND t.src_ip = t.client_ip AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'ja3' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT ifNull(t.ja3_hash, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT ifNull(t.ja3_hash, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'host' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT t.host AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.host != '' AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT t.host AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.host != '' AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'asn' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((toString(v.g), v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT ifNull(t.asn, 0) AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.asn IS NOT NULL AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT ifNull(t.asn, 0) AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.asn IS NOT NULL AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'country' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT ifNull(t.country, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.country IS NOT NULL AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT ifNull(t.country, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.country IS NOT NULL AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'user_agent' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT t.user_agent AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.user_agent != '' AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT t.user_agent AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.user_agent != '' AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'browser' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT multiIf(t.user_agent = '', '', match(t.user_agent, '(?i)bot\\b|bot/|crawl|spider|slurp|\\+https?:'), 'bot', match(t.user_agent, '\\bEdg(e|A|iOS)?/\\d'), 'edge', match(t.user_agent, '\\b(OPR|OPiOS)/\\d|^Opera/'), 'opera', match(t.user_agent, '\\bSamsungBrowser/\\d'), 'samsung', match(t.user_agent, '\\bHeadlessChrome/|PhantomJS'), 'headless', match(t.user_agent, '\\b(Firefox|FxiOS)/\\d'), 'firefox', match(t.user_agent, '\\b(Chrome|CriOS|Chromium)/\\d'), 'chrome', match(t.user_agent, '\\bVersion/\\d.*\\bSafari/'), 'safari', match(t.user_agent, '^curl/'), 'curl', match(t.user_agent, '^Wget/'), 'wget', match(t.user_agent, '(?i)python|aiohttp|httpx|scrapy'), 'python', match(t.user_agent, '^Go-http-client|^Go '), 'go', match(t.user_agent, '(?i)^java/|okhttp|apache-httpclient|jersey'), 'java', match(t.user_agent, '(?i)^node|axios|undici|got \\('), 'node', 'other') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.user_agent != '' AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT multiIf(t.user_agent = '', '', match(t.user_agent, '(?i)bot\\b|bot/|crawl|spider|slurp|\\+https?:'), 'bot', match(t.user_agent, '\\bEdg(e|A|iOS)?/\\d'), 'edge', match(t.user_agent, '\\b(OPR|OPiOS)/\\d|^Opera/'), 'opera', match(t.user_agent, '\\bSamsungBrowser/\\d'), 'samsung', match(t.user_agent, '\\bHeadlessChrome/|PhantomJS'), 'headless', match(t.user_agent, '\\b(Firefox|FxiOS)/\\d'), 'firefox', match(t.user_agent, '\\b(Chrome|CriOS|Chromium)/\\d'), 'chrome', match(t.user_agent, '\\bVersion/\\d.*\\bSafari/'), 'safari', match(t.user_agent, '^curl/'), 'curl', match(t.user_agent, '^Wget/'), 'wget', match(t.user_agent, '(?i)python|aiohttp|httpx|scrapy'), 'python', match(t.user_agent, '^Go-http-client|^Go '), 'go', match(t.user_agent, '(?i)^java/|okhttp|apache-httpclient|jersey'), 'java', match(t.user_agent, '(?i)^node|axios|undici|got \\('), 'node', 'other') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.user_agent != '' AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'os' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT multiIf(t.user_agent = '', '', match(t.user_agent, 'Windows'), 'windows', match(t.user_agent, 'Android'), 'android', match(t.user_agent, '\\b(iPhone|iPad|iPod)\\b'), 'ios', match(t.user_agent, 'Macintosh|Mac OS X'), 'macos', match(t.user_agent, '\\bCrOS\\b'), 'chromeos', match(t.user_agent, 'Linux|X11'), 'linux', 'other') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.user_agent != '' AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT multiIf(t.user_agent = '', '', match(t.user_agent, 'Windows'), 'windows', match(t.user_agent, 'Android'), 'android', match(t.user_agent, '\\b(iPhone|iPad|iPod)\\b'), 'ios', match(t.user_agent, 'Macintosh|Mac OS X'), 'macos', match(t.user_agent, '\\bCrOS\\b'), 'chromeos', match(t.user_agent, 'Linux|X11'), 'linux', 'other') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.user_agent != '' AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'path' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT t.path AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.path != '' AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT t.path AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.path != '' AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'method' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT t.method AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.method != '' AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT t.method AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.method != '' AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'status' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((toString(v.g), v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT t.status AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND 1 AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT t.status AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND 1 AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'http_version' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT t.http_version AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.http_version != '' AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT t.http_version AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.http_version != '' AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'header_order' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT t.header_order_hash AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.header_order_hash != '' AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT t.header_order_hash AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.header_order_hash != '' AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'accept_language' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT t.accept_language AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.accept_language != '' AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT t.accept_language AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.accept_language != '' AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'tls_version' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT ifNull(t.tls_version, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.tls_version IS NOT NULL AND t.src_ip = t.client_ip AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT ifNull(t.tls_version, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.tls_version IS NOT NULL AND t.src_ip = t.client_ip AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'tls_sni' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT ifNull(t.tls_sni, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.tls_sni IS NOT NULL AND t.src_ip = t.client_ip AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT ifNull(t.tls_sni, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.tls_sni IS NOT NULL AND t.src_ip = t.client_ip AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'h2_fingerprint' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT t.h2_fingerprint AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.h2_fingerprint != '' AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT t.h2_fingerprint AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.h2_fingerprint != '' AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'tcp_options' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT ifNull(t.tcp_meta_options, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.tcp_meta_options IS NOT NULL AND t.src_ip = t.client_ip AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT ifNull(t.tcp_meta_options, '') AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.tcp_meta_options IS NOT NULL AND t.src_ip = t.client_ip AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'sensor' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT t.sensor_id AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.sensor_id != '' AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT t.sensor_id AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.sensor_id != '' AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v
  UNION ALL
  SELECT 'orphan_reason' AS attribute,
  if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
  greatest(0, least(1, sum(if(v.p = 0, 0, v.p * log2(2 * v.p / (v.p + v.q))) + if(v.q = 0, 0, v.q * log2(2 * v.q / (v.q + v.p)))) / 2))) AS divergence,
  arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, CAST((v.g, v.n_a, v.n_b, v.p, v.q, v.q - v.p), 'Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)')))) AS values
  FROM (
  SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
  sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
  FROM (SELECT 'a' AS of, g, n FROM (SELECT t.orphan_reason AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({a_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({a_time_to:Int64}, 'UTC') AND t.orphan_reason != '' AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({a_client_ip__1:String}), {a_client_ip__0:UInt8}).2 AND t.status = {a_status__2:Int64} GROUP BY g) UNION ALL SELECT 'b' AS of, g, n FROM (SELECT t.orphan_reason AS g, count() AS n FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({b_time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({b_time_to:Int64}, 'UTC') AND t.orphan_reason != '' AND startsWith(t.host, {b_host__0:String}) GROUP BY g)) AS c GROUP BY g
  ) AS v;

SELECT count() AS requests, uniq(t.client_ip) AS ips FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND 1 AND startsWith(t.host, {host__0:String});

SELECT count() AS requests, uniq(t.client_ip) AS ips FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND 1 AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND t.status = {status__2:Int64};
