SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.country, '') AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.country IS NOT NULL AND 1 AND t.host = {host:String} AND ifNull(t.country, '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.ja3_hash, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND 1 AND t.host = {host:String} AND ifNull(t.ja3_hash, '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.ja4_stable, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4_stable IS NOT NULL AND t.src_ip = t.client_ip AND 1 AND t.host = {host:String} AND ifNull(t.ja4_stable, '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.tcp_meta_options, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.tcp_meta_options IS NOT NULL AND t.src_ip = t.client_ip AND 1 AND t.host = {host:String} AND ifNull(t.tcp_meta_options, '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.tls_sni, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.tls_sni IS NOT NULL AND t.src_ip = t.client_ip AND 1 AND t.host = {host:String} AND ifNull(t.tls_sni, '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.tls_version, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.tls_version IS NOT NULL AND t.src_ip = t.client_ip AND 1 AND t.host = {host:String} AND ifNull(t.tls_version, '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT multiIf(t.user_agent = '', '', match(t.user_agent, '(?i)bot\\b|bot/|crawl|spider|slurp|\\+https?:'), 'bot', match(t.user_agent, '\\bEdg(e|A|iOS)?/\\d'), 'edge', match(t.user_agent, '\\b(OPR|OPiOS)/\\d|^Opera/'), 'opera', match(t.user_agent, '\\bSamsungBrowser/\\d'), 'samsung', match(t.user_agent, '\\bHeadlessChrome/|PhantomJS'), 'headless', match(t.user_agent, '\\b(Firefox|FxiOS)/\\d'), 'firefox', match(t.user_agent, '\\b(Chrome|CriOS|Chromium)/\\d'), 'chrome', match(t.user_agent, '\\bVersion/\\d.*\\bSafari/'), 'safari', match(t.user_agent, '^curl/'), 'curl', match(t.user_agent, '^Wget/'), 'wget', match(t.user_agent, '(?i)python|aiohttp|httpx|scrapy'), 'python', match(t.user_agent, '^Go-http-client|^Go '), 'go', match(t.user_agent, '(?i)^java/|okhttp|apache-httpclient|jersey'), 'java', match(t.user_agent, '(?i)^node|axios|undici|got \\('), 'node', 'other') AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.user_agent != '' AND 1 AND t.host = {host:String} AND multiIf(t.user_agent = '', '', match(t.user_agent, '(?i)bot\\b|bot/|crawl|spider|slurp|\\+https?:'), 'bot', match(t.user_agent, '\\bEdg(e|A|iOS)?/\\d'), 'edge', match(t.user_agent, '\\b(OPR|OPiOS)/\\d|^Opera/'), 'opera', match(t.user_agent, '\\bSamsungBrowser/\\d'), 'samsung', match(t.user_agent, '\\bHeadlessChrome/|PhantomJS'), 'headless', match(t.user_agent, '\\b(Firefox|FxiOS)/\\d'), 'firefox', match(t.user_agent, '\\b(Chrome|CriOS|Chromium)/\\d'), 'chrome', match(t.user_agent, '\\bVersion/\\d.*\\bSafari/'), 'safari', match(t.user_agent, '^curl/'), 'curl', match(t.user_agent, '^Wget/'), 'wget', match(t.user_agent, '(?i)python|aiohttp|httpx|scrapy'), 'python', match(t.user_agent, '^Go-http-client|^Go '), 'go', match(t.user_agent, '(?i)^java/|okhttp|apache-httpclient|jersey'), 'java', match(t.user_agent, '(?i)^node|axios|undici|got \\('), 'node', 'other') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT multiIf(t.user_agent = '', '', match(t.user_agent, 'Windows'), 'windows', match(t.user_agent, 'Android'), 'android', match(t.user_agent, '\\b(iPhone|iPad|iPod)\\b'), 'ios', match(t.user_agent, 'Macintosh|Mac OS X'), 'macos', match(t.user_agent, '\\bCrOS\\b'), 'chromeos', match(t.user_agent, 'Linux|X11'), 'linux', 'other') AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.user_agent != '' AND 1 AND t.host = {host:String} AND multiIf(t.user_agent = '', '', match(t.user_agent, 'Windows'), 'windows', match(t.user_agent, 'Android'), 'android', match(t.user_agent, '\\b(iPhone|iPad|iPod)\\b'), 'ios', match(t.user_agent, 'Macintosh|Mac OS X'), 'macos', match(t.user_agent, '\\bCrOS\\b'), 'chromeos', match(t.user_agent, 'Linux|X11'), 'linux', 'other') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.accept_language AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.accept_language != '' AND 1 AND t.host = {host:String} AND t.accept_language = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.h2_fingerprint AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.h2_fingerprint != '' AND 1 AND t.host = {host:String} AND t.h2_fingerprint = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.header_order_hash AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.header_order_hash != '' AND 1 AND t.host = {host:String} AND t.header_order_hash = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.host AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.host != '' AND 1 AND t.host = {host:String} AND t.host = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.http_version AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.http_version != '' AND 1 AND t.host = {host:String} AND t.http_version = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.ja4 AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.ja4 != '' AND 1 AND t.host = {host:String} AND t.ja4 = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.method AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.method != '' AND 1 AND t.host = {host:String} AND t.method = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.orphan_reason AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.orphan_reason != '' AND 1 AND t.host = {host:String} AND t.orphan_reason = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.path AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path != '' AND 1 AND t.host = {host:String} AND t.path = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.sensor_id AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.sensor_id != '' AND 1 AND t.host = {host:String} AND t.sensor_id = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.user_agent AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.user_agent != '' AND 1 AND t.host = {host:String} AND t.user_agent = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT replaceRegexpOne(toString(p.v), '^::ffff:', '') AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.client_ip AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND 1 AND 1 AND t.host = {host:String} AND replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT toString(p.v) AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.asn, 0) AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.asn IS NOT NULL AND 1 AND t.host = {host:String} AND toString(ifNull(t.asn, 0)) = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT count() AS total FROM (SELECT t.v AS g FROM (SELECT toString(p.v) AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.status AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND 1 AND 1 AND t.host = {host:String} AND toString(t.status) = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64});

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.country, '') AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.country IS NOT NULL AND 1 AND t.host = {host:String} AND ifNull(t.country, '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.country, '') AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.country IS NOT NULL AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.ja3_hash, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND 1 AND t.host = {host:String} AND ifNull(t.ja3_hash, '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.ja3_hash, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.ja4_stable, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4_stable IS NOT NULL AND t.src_ip = t.client_ip AND 1 AND t.host = {host:String} AND ifNull(t.ja4_stable, '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.ja4_stable, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4_stable IS NOT NULL AND t.src_ip = t.client_ip AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.tcp_meta_options, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.tcp_meta_options IS NOT NULL AND t.src_ip = t.client_ip AND 1 AND t.host = {host:String} AND ifNull(t.tcp_meta_options, '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.tcp_meta_options, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.tcp_meta_options IS NOT NULL AND t.src_ip = t.client_ip AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.tls_sni, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.tls_sni IS NOT NULL AND t.src_ip = t.client_ip AND 1 AND t.host = {host:String} AND ifNull(t.tls_sni, '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.tls_sni, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.tls_sni IS NOT NULL AND t.src_ip = t.client_ip AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.tls_version, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.tls_version IS NOT NULL AND t.src_ip = t.client_ip AND 1 AND t.host = {host:String} AND ifNull(t.tls_version, '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.tls_version, '') AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.tls_version IS NOT NULL AND t.src_ip = t.client_ip AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT multiIf(t.user_agent = '', '', match(t.user_agent, '(?i)bot\\b|bot/|crawl|spider|slurp|\\+https?:'), 'bot', match(t.user_agent, '\\bEdg(e|A|iOS)?/\\d'), 'edge', match(t.user_agent, '\\b(OPR|OPiOS)/\\d|^Opera/'), 'opera', match(t.user_agent, '\\bSamsungBrowser/\\d'), 'samsung', match(t.user_agent, '\\bHeadlessChrome/|PhantomJS'), 'headless', match(t.user_agent, '\\b(Firefox|FxiOS)/\\d'), 'firefox', match(t.user_agent, '\\b(Chrome|CriOS|Chromium)/\\d'), 'chrome', match(t.user_agent, '\\bVersion/\\d.*\\bSafari/'), 'safari', match(t.user_agent, '^curl/'), 'curl', match(t.user_agent, '^Wget/'), 'wget', match(t.user_agent, '(?i)python|aiohttp|httpx|scrapy'), 'python', match(t.user_agent, '^Go-http-client|^Go '), 'go', match(t.user_agent, '(?i)^java/|okhttp|apache-httpclient|jersey'), 'java', match(t.user_agent, '(?i)^node|axios|undici|got \\('), 'node', 'other') AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.user_agent != '' AND 1 AND t.host = {host:String} AND multiIf(t.user_agent = '', '', match(t.user_agent, '(?i)bot\\b|bot/|crawl|spider|slurp|\\+https?:'), 'bot', match(t.user_agent, '\\bEdg(e|A|iOS)?/\\d'), 'edge', match(t.user_agent, '\\b(OPR|OPiOS)/\\d|^Opera/'), 'opera', match(t.user_agent, '\\bSamsungBrowser/\\d'), 'samsung', match(t.user_agent, '\\bHeadlessChrome/|PhantomJS'), 'headless', match(t.user_agent, '\\b(Firefox|FxiOS)/\\d'), 'firefox', match(t.user_agent, '\\b(Chrome|CriOS|Chromium)/\\d'), 'chrome', match(t.user_agent, '\\bVersion/\\d.*\\bSafari/'), 'safari', match(t.user_agent, '^curl/'), 'curl', match(t.user_agent, '^Wget/'), 'wget', match(t.user_agent, '(?i)python|aiohttp|httpx|scrapy'), 'python', match(t.user_agent, '^Go-http-client|^Go '), 'go', match(t.user_agent, '(?i)^java/|okhttp|apache-httpclient|jersey'), 'java', match(t.user_agent, '(?i)^node|axios|undici|got \\('), 'node', 'other') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT multiIf(t.user_agent = '', '', match(t.user_agent, '(?i)bot\\b|bot/|crawl|spider|slurp|\\+https?:'), 'bot', match(t.user_agent, '\\bEdg(e|A|iOS)?/\\d'), 'edge', match(t.user_agent, '\\b(OPR|OPiOS)/\\d|^Opera/'), 'opera', match(t.user_agent, '\\bSamsungBrowser/\\d'), 'samsung', match(t.user_agent, '\\bHeadlessChrome/|PhantomJS'), 'headless', match(t.user_agent, '\\b(Firefox|FxiOS)/\\d'), 'firefox', match(t.user_agent, '\\b(Chrome|CriOS|Chromium)/\\d'), 'chrome', match(t.user_agent, '\\bVersion/\\d.*\\bSafari/'), 'safari', match(t.user_agent, '^curl/'), 'curl', match(t.user_agent, '^Wget/'), 'wget', match(t.user_agent, '(?i)python|aiohttp|httpx|scrapy'), 'python', match(t.user_agent, '^Go-http-client|^Go '), 'go', match(t.user_agent, '(?i)^java/|okhttp|apache-httpclient|jersey'), 'java', match(t.user_agent, '(?i)^node|axios|undici|got \\('), 'node', 'other') AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.user_agent != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT multiIf(t.user_agent = '', '', match(t.user_agent, 'Windows'), 'windows', match(t.user_agent, 'Android'), 'android', match(t.user_agent, '\\b(iPhone|iPad|iPod)\\b'), 'ios', match(t.user_agent, 'Macintosh|Mac OS X'), 'macos', match(t.user_agent, '\\bCrOS\\b'), 'chromeos', match(t.user_agent, 'Linux|X11'), 'linux', 'other') AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.user_agent != '' AND 1 AND t.host = {host:String} AND multiIf(t.user_agent = '', '', match(t.user_agent, 'Windows'), 'windows', match(t.user_agent, 'Android'), 'android', match(t.user_agent, '\\b(iPhone|iPad|iPod)\\b'), 'ios', match(t.user_agent, 'Macintosh|Mac OS X'), 'macos', match(t.user_agent, '\\bCrOS\\b'), 'chromeos', match(t.user_agent, 'Linux|X11'), 'linux', 'other') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT multiIf(t.user_agent = '', '', match(t.user_agent, 'Windows'), 'windows', match(t.user_agent, 'Android'), 'android', match(t.user_agent, '\\b(iPhone|iPad|iPod)\\b'), 'ios', match(t.user_agent, 'Macintosh|Mac OS X'), 'macos', match(t.user_agent, '\\bCrOS\\b'), 'chromeos', match(t.user_agent, 'Linux|X11'), 'linux', 'other') AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.user_agent != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.accept_language AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.accept_language != '' AND 1 AND t.host = {host:String} AND t.accept_language = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.accept_language AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.accept_language != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.h2_fingerprint AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.h2_fingerprint != '' AND 1 AND t.host = {host:String} AND t.h2_fingerprint = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.h2_fingerprint AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.h2_fingerprint != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.header_order_hash AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.header_order_hash != '' AND 1 AND t.host = {host:String} AND t.header_order_hash = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.header_order_hash AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.header_order_hash != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.host AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.host != '' AND 1 AND t.host = {host:String} AND t.host = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.host AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.host != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.http_version AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.http_version != '' AND 1 AND t.host = {host:String} AND t.http_version = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.http_version AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.http_version != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.ja4 AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.ja4 != '' AND 1 AND t.host = {host:String} AND t.ja4 = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.ja4 AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.ja4 != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.method AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.method != '' AND 1 AND t.host = {host:String} AND t.method = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.method AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.method != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.orphan_reason AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.orphan_reason != '' AND 1 AND t.host = {host:String} AND t.orphan_reason = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.orphan_reason AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.orphan_reason != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.path AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path != '' AND 1 AND t.host = {host:String} AND t.path = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.path AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.sensor_id AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.sensor_id != '' AND 1 AND t.host = {host:String} AND t.sensor_id = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.sensor_id AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.sensor_id != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.user_agent AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.user_agent != '' AND 1 AND t.host = {host:String} AND t.user_agent = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT p.v AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.user_agent AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.user_agent != '' AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT replaceRegexpOne(toString(p.v), '^::ffff:', '') AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.client_ip AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND 1 AND 1 AND t.host = {host:String} AND replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT replaceRegexpOne(toString(p.v), '^::ffff:', '') AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.client_ip AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND 1 AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT toString(p.v) AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.asn, 0) AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.asn IS NOT NULL AND 1 AND t.host = {host:String} AND toString(ifNull(t.asn, 0)) = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT toString(p.v) AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT ifNull(t.asn, 0) AS v, t.client_ip AS o, sum(t.requests) AS n
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.asn IS NOT NULL AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT toString(p.v) AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.status AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND 1 AND 1 AND t.host = {host:String} AND toString(t.status) = {value:String} GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};

SELECT g AS value, sum(t.n) AS requests, count() AS distinct, greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n)) AS entropy,
  arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
  arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top, toFloat64(count()) AS sort_value, toString(g) AS sort_key FROM (SELECT toString(p.v) AS v, replaceRegexpOne(toString(p.o), '^::ffff:', '') AS o, p.n AS n FROM (
  SELECT t.status AS v, t.client_ip AS o, count() AS n
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND 1 AND 1 GROUP BY v, o
  ) AS p) AS t  GROUP BY t.v AS g HAVING sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64} ORDER BY sort_value DESC, g DESC LIMIT {page_limit:UInt32};
