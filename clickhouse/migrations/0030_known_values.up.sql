-- How HTTP/2 was opened is known of some requests of a row only, and a merge kept what came first, known or not; and the case of the
-- headers' names differs. Readers take the greatest, so merges keep that: it is the same before a merge and after. What merges have lost is
-- not made again.
DROP VIEW IF EXISTS {database}.agg_host_ip_ja4_1h_view {on_cluster};

ALTER TABLE {database}.agg_host_ip_ja4_1h {on_cluster}
    MODIFY COLUMN client_headers SimpleAggregateFunction(max, String),
    MODIFY COLUMN h2_fingerprint SimpleAggregateFunction(max, String);

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_host_ip_ja4_1h_view {on_cluster} TO {database}.agg_host_ip_ja4_1h AS
WITH l.client_ip = l.src_ip AS is_direct,
    -- An attack in the query, a way up in the path, or a call in a header that programs write to logs.
    (l.query != '' AND match(l.query, '(?i)union(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)+(?:all(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)+)?select|(?:[\'\\x22]|%27|%22)(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)*(?:or|and)(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)+[^&]*(?:=|%3d|like)|\\b(?:sleep|benchmark|pg_sleep|extractvalue|updatexml|load_file|phpinfo|base64_decode|eval|system)(?:\\(|%28)|waitfor(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)+delay|xp_cmdshell|information_schema|into(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)+(?:out|dump)file|(?:<|%3c)(?:/|\\\\|%2f|%5c)?(?:script|iframe|svg|img|body|object)(?:(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)|>|%3e|(?:/|\\\\|%2f|%5c))|javascript(?::|%3a)|(?:(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)|(?:[\'\\x22]|%27|%22)|(?:/|\\\\|%2f|%5c))on(?:error|load|click|mouseover|focus)(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)*(?:=|%3d)|(?:\\.|%2e)(?:\\.|%2e)(?:/|\\\\|%2f|%5c)(?:\\.|%2e)(?:\\.|%2e)|(?:/|\\\\|%2f|%5c)etc(?:/|\\\\|%2f|%5c)(?:passwd|shadow)|(?:win|boot)\\.ini|(?:\\$|%24)(?:\\x7b|%7b)jndi|(?:[;|`]|%3b|%7c|%60|(?:\\$|%24)(?:\\(|%28)|&&|%26%26)(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)*(?:cat(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)+(?:/|\\\\|%2f|%5c)|whoami|uname|(?:wget|curl)(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)+http|bash(?:[\\s+]|%20|%09|%0[ad]|/\\*[^/]*\\*/)+-|powershell|cmd\\.exe)|php(?::|%3a)(?:/|\\\\|%2f|%5c)(?:/|\\\\|%2f|%5c)(?:input|filter)|(?:file|gopher|dict|expect)(?::|%3a)(?:/|\\\\|%2f|%5c)(?:/|\\\\|%2f|%5c)|(?:\\x7b|%7b)(?:\\x7b|%7b)[0-9]+(?:\\*|%2a)'))
        OR ((l.is_sensitive OR position(l.path, '..') > 0) AND match(l.path, '(?i)(?:\\.|%2e)(?:\\.|%2e)(?:/|%2f|%5c)|etc(?:/|%2f)passwd'))
        OR match(l.user_agent, '(?i)(?:\\$|%24)(?:\\x7b|%7b)jndi|\\(\\) *\\x7b|<script|union[ +].*select|sleep\\(')
        OR match(l.referer, '(?i)(?:\\$|%24)(?:\\x7b|%7b)jndi|\\(\\) *\\x7b|<script|union[ +].*select|sleep\\(') AS is_payload
SELECT
    toStartOfHour(toDateTime(l.time, 'UTC')) AS hour,
    l.client_ip AS client_ip,
    if(is_direct, ifNull(l.ja4, ''), '') AS ja4,
    l.host AS host,
    l.correlated AS correlated,
    l.orphan_reason AS orphan_reason,
    l.user_agent AS user_agent,
    l.header_order_hash AS header_order_hash,
    l.http_version AS http_version,
    if(is_direct AND l.ip_meta_ttl IS NOT NULL, concat(toString(multiIf(assumeNotNull(l.ip_meta_ttl) <= 32, 32, assumeNotNull(l.ip_meta_ttl) <= 64, 64, assumeNotNull(l.ip_meta_ttl) <= 128, 128, 255)), ':', ifNull(toString(l.tcp_meta_window_size), ''), ':', ifNull(toString(l.tcp_meta_mss), ''), ':', ifNull(toString(l.tcp_meta_window_scale), ''), ':', ifNull(l.tcp_meta_options, '')), '') AS tcp_fingerprint,
    min(l.time) AS first_seen,
    max(l.time) AS last_seen,
    count() AS requests,
    countIf(l.is_sensitive) AS sensitive_paths,
    countIf(l.is_sensitive AND l.status < 400) AS sensitive_served,
    countIf(l.resource = 'document') AS documents,
    countIf(l.status = 404) AS not_found,
    countIf(l.status IN (401, 403, 429)) AS refused,
    countIf(l.status BETWEEN 500 AND 599) AS server_errors,
    countIf(l.status = 304) AS not_modified,
    countIf(l.method = 'POST') AS posts,
    countIf(l.is_login) AS login_posts,
    countIf(l.is_login AND l.status IN (401, 403, 429)) AS login_refused,
    countIf(l.method NOT IN ('GET', 'HEAD', 'POST')) AS odd_methods,
    countIf(l.referer != '') AS with_referer,
    countIf(l.accept_language = '') AS without_accept_language,
    countIf(l.accept_encoding = '') AS without_accept_encoding,
    countIf(l.scheme = 'https' AND l.sec_fetch_mode = '' AND l.is_modern_browser) AS without_sec_fetch,
    countIf(l.scheme = 'https' AND (l.sec_ch_ua != '') != (l.is_modern_browser AND match(l.user_agent, '(Chrome|Edg)/'))) AS client_hint_mismatches,
    countIf(l.is_browser_like) AS browser_like,
    sum(toUInt64(length(l.headers))) AS header_count,
    uniqCombinedState(12)(if(l.conn_id != '', cityHash64(l.conn_id), cityHash64(l.src_ip, l.src_port, ifNull(l.tls_time, toDateTime64(0, 6, 'UTC'))))) AS connections,
    uniqCombinedState(12)(l.bytes_out) AS answer_sizes,
    CAST(uniqCombinedIfState(12)(l.bytes_out, l.method = 'POST'), 'AggregateFunction(uniqCombined(12), UInt64)') AS post_answer_sizes,
    sum(l.bytes_in) AS bytes_in,
    sum(l.bytes_out) AS bytes_out,
    countIf(is_direct AND l.tls_sni != '') AS with_sni,
    countIf(is_direct AND l.tls_sni != '' AND lower(replaceRegexpOne(l.host, ':[0-9]+$', '')) != lower(ifNull(l.tls_sni, ''))) AS sni_mismatches,
    countIf(is_direct AND l.http_version = '2' AND notEmpty(l.tls_alpn) AND NOT has(l.tls_alpn, 'h2')) AS alpn_mismatches,
    quantileBFloat16State(0.5)(if(is_direct, l.syn_to_clienthello_ms, NULL)) AS syn_to_clienthello_ms,
    any(if(is_direct, CAST(l.ja4_r, 'Nullable(String)'), NULL)) AS ja4_r,
    max(if(is_direct, CAST(l.ja4_stable, 'Nullable(String)'), NULL)) AS ja4_stable,
    max(if(is_direct, CAST(l.tcp_meta_options, 'Nullable(String)'), NULL)) AS tcp_options,
    max(if(is_direct, l.tcp_meta_window_size, NULL)) AS tcp_window_size,
    min(if(is_direct, l.tcp_meta_mss, NULL)) AS tcp_mss,
    min(if(is_direct, l.ip_meta_ttl, NULL)) AS ttl_min,
    max(if(is_direct, l.ip_meta_ttl, NULL)) AS ttl_max,
    l.asn AS asn,
    l.country AS country,
    max(if(is_direct, arrayStringConcat(l.tls_alpn, ','), '')) AS alpn,
    max(toString(l.client_headers)) AS client_headers,
    countIf(l.sec_fetch_mode != '') AS with_sec_fetch,
    countIf(l.sec_ch_ua != '') AS with_sec_ch_ua,
    countIf(l.resource = 'style') AS styles,
    countIf(l.resource = 'script') AS scripts,
    countIf(l.resource = 'image') AS images,
    countIf(l.resource = 'font') AS fonts,
    countIf(l.resource = 'media') AS media,
    countIf(l.resource = 'favicon') AS favicons,
    countIf(l.resource = 'robots') AS robots,
    countIf(l.resource IN ('style', 'script', 'image', 'font', 'media', 'favicon') AND l.referer != '') AS assets_with_referer,
    groupArrayState(500)(bitOr(bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(l.time) % 3600000), 42), bitShiftLeft(bitAnd(cityHash64(l.path), 16777215), 18)), bitOr(bitShiftLeft(toUInt64(least(length(l.path) + length(l.query), 2047)), 7), toUInt64(multiIf(is_payload, 5, l.is_sensitive, 4, l.method = 'POST', 3, l.resource IN ('style', 'script', 'image', 'font', 'media', 'favicon'), 2, l.resource = 'document', 1, 0))))) AS steps,
    uniqCombinedState(12)(cityHash64(l.path)) AS paths,
    uniqCombinedState(12)(cityHash64(l.host, l.path)) AS host_paths,
    uniqCombinedState(12)(cityHash64(l.path, l.query)) AS urls,
    sum(toUInt64(countSubstrings(trimRight(l.path, '/'), '/'))) AS path_segments,
    countIf(l.query != '') AS with_query,
    groupUniqArrayState(10)(substring(l.path, 1, 200)) AS path_samples,
    groupUniqArrayIfState(10)(substring(if(is_payload AND l.query != '', concat(l.path, '?', l.query), l.path), 1, 200), l.is_sensitive OR is_payload) AS sensitive_samples,
    sumMap(map(toUInt16(intDiv(toUnixTimestamp(l.time) % 3600, 10)), toUInt64(1))) AS ten_seconds,
    sum(l.duration_us) AS duration_us,
    max(l.duration_us) AS longest_us,
    max(if(is_direct, toString(l.h2_fingerprint), '')) AS h2_fingerprint
FROM {database}.http_logs AS l
GROUP BY hour, client_ip, ja4, host, correlated, orphan_reason, user_agent, header_order_hash, http_version, tcp_fingerprint, asn, country;
