-- The aggregates are again as 0008 made them, and filled by the hourly check.
DROP VIEW IF EXISTS {database}.agg_path_sequences_1h {on_cluster};
DROP VIEW IF EXISTS {database}.agg_request_timing_1h {on_cluster};
DROP VIEW IF EXISTS {database}.agg_resource_cascade_1h {on_cluster};
DROP VIEW IF EXISTS {database}.agg_ip_behavior_1h {on_cluster};
DROP VIEW IF EXISTS {database}.agg_fleet_1h {on_cluster};
DROP VIEW IF EXISTS {database}.agg_host_ip_ja4_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_header_fingerprint_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_ja4_prevalence_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_entity_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_entity_1h_paths_view {on_cluster};
DROP TABLE IF EXISTS {database}.agg_host_ip_ja4_1h {on_cluster} SYNC;
DROP TABLE IF EXISTS {database}.agg_entity_1h {on_cluster} SYNC;

CREATE TABLE IF NOT EXISTS {database}.requests_by_client {on_cluster}
(
    hour DateTime('UTC'),
    client_ip IPv6,
    ja4 LowCardinality(String),
    ja3_hash LowCardinality(String),
    host LowCardinality(String),
    correlated Bool,
    orphan_reason LowCardinality(String),
    user_agent LowCardinality(String),
    header_order_hash LowCardinality(String),
    http_version LowCardinality(String),
    alpn String,
    asn Nullable(UInt32),
    country LowCardinality(Nullable(String)),
    first_seen DateTime64(6, 'UTC'),
    last_seen DateTime64(6, 'UTC'),
    requests UInt64,
    sensitive_paths UInt64,
    sensitive_served UInt64,
    documents UInt64,
    styles UInt64,
    scripts UInt64,
    images UInt64,
    fonts UInt64,
    media UInt64,
    data UInt64,
    favicons UInt64,
    robots UInt64,
    assets UInt64,
    documents_with_referer UInt64,
    assets_with_referer UInt64,
    assets_not_modified UInt64,
    document_bytes UInt64,
    asset_bytes UInt64,
    not_found UInt64,
    refused UInt64,
    server_errors UInt64,
    not_modified UInt64,
    posts UInt64,
    login_posts UInt64,
    login_refused UInt64,
    odd_methods UInt64,
    with_referer UInt64,
    without_accept_language UInt64,
    without_accept_encoding UInt64,
    without_sec_fetch UInt64,
    with_sec_fetch UInt64,
    with_sec_ch_ua UInt64,
    client_hint_mismatches UInt64,
    browser_like UInt64,
    http2 UInt64,
    header_count UInt64,
    client_headers String,
    header_names AggregateFunction(groupUniqArray(5), String),
    connections AggregateFunction(uniqCombined(12), UInt64),
    paths AggregateFunction(uniqCombined(12), UInt64),
    host_paths AggregateFunction(uniqCombined(12), UInt64),
    answer_sizes AggregateFunction(uniqCombined(12), UInt64),
    post_answer_sizes AggregateFunction(uniqCombined(12), UInt64),
    bytes_in UInt64,
    bytes_out UInt64,
    with_sni UInt64,
    sni_mismatches UInt64,
    alpn_mismatches UInt64,
    syn_to_clienthello_ms AggregateFunction(quantileBFloat16(0.5), Nullable(Float64)),
    ja4_r Nullable(String),
    ja4_stable Nullable(String),
    tcp_options Nullable(String),
    tcp_window_size Nullable(UInt16),
    tcp_mss Nullable(UInt16),
    ttl_min Nullable(UInt8),
    ttl_max Nullable(UInt8)
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.requests_by_client_view {on_cluster} TO {database}.requests_by_client AS
WITH l.client_ip = l.src_ip AS is_direct
SELECT
    toStartOfHour(toDateTime(l.time, 'UTC')) AS hour,
    l.client_ip AS client_ip,
    if(is_direct, ifNull(l.ja4, ''), '') AS ja4,
    if(is_direct, ifNull(l.ja3_hash, ''), '') AS ja3_hash,
    l.host AS host,
    l.correlated AS correlated,
    l.orphan_reason AS orphan_reason,
    l.user_agent AS user_agent,
    l.header_order_hash AS header_order_hash,
    l.http_version AS http_version,
    if(is_direct, arrayStringConcat(l.tls_alpn, ','), '') AS alpn,
    l.asn AS asn,
    l.country AS country,
    min(l.time) AS first_seen,
    max(l.time) AS last_seen,
    count() AS requests,
    countIf(l.is_sensitive) AS sensitive_paths,
    countIf(l.is_sensitive AND l.status < 400) AS sensitive_served,
    countIf(l.resource = 'document') AS documents,
    countIf(l.resource = 'style') AS styles,
    countIf(l.resource = 'script') AS scripts,
    countIf(l.resource = 'image') AS images,
    countIf(l.resource = 'font') AS fonts,
    countIf(l.resource = 'media') AS media,
    countIf(l.resource = 'data') AS data,
    countIf(l.resource = 'favicon') AS favicons,
    countIf(l.resource = 'robots') AS robots,
    countIf(l.resource IN ('style', 'script', 'image', 'font', 'media', 'favicon')) AS assets,
    countIf(l.resource = 'document' AND l.referer != '') AS documents_with_referer,
    countIf(l.resource IN ('style', 'script', 'image', 'font', 'media', 'favicon') AND l.referer != '') AS assets_with_referer,
    countIf(l.resource IN ('style', 'script', 'image', 'font', 'media', 'favicon') AND l.status = 304) AS assets_not_modified,
    sumIf(l.bytes_out, l.resource = 'document') AS document_bytes,
    sumIf(l.bytes_out, l.resource IN ('style', 'script', 'image', 'font', 'media', 'favicon')) AS asset_bytes,
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
    countIf(l.sec_fetch_mode != '') AS with_sec_fetch,
    countIf(l.sec_ch_ua != '') AS with_sec_ch_ua,
    countIf(l.scheme = 'https' AND (l.sec_ch_ua != '') != (l.is_modern_browser AND match(l.user_agent, '(Chrome|Edg)/'))) AS client_hint_mismatches,
    countIf(l.is_browser_like) AS browser_like,
    countIf(l.http_version = '2') AS http2,
    sum(toUInt64(length(l.headers))) AS header_count,
    max(toString(l.client_headers)) AS client_headers,
    groupUniqArrayState(5)(substring(toString(l.client_headers), 1, 1000)) AS header_names,
    uniqCombinedState(12)(if(l.conn_id != '', cityHash64(l.conn_id), cityHash64(l.src_ip, l.src_port, ifNull(l.tls_time, toDateTime64(0, 6, 'UTC'))))) AS connections,
    uniqCombinedState(12)(cityHash64(l.path)) AS paths,
    uniqCombinedState(12)(cityHash64(l.host, l.path)) AS host_paths,
    uniqCombinedState(12)(l.bytes_out) AS answer_sizes,
    CAST(uniqCombinedIfState(12)(l.bytes_out, l.method = 'POST'), 'AggregateFunction(uniqCombined(12), UInt64)') AS post_answer_sizes,
    sum(l.bytes_in) AS bytes_in,
    sum(l.bytes_out) AS bytes_out,
    countIf(is_direct AND l.tls_sni != '') AS with_sni,
    countIf(is_direct AND l.tls_sni != '' AND lower(replaceRegexpOne(l.host, ':[0-9]+$', '')) != lower(ifNull(l.tls_sni, ''))) AS sni_mismatches,
    countIf(is_direct AND l.http_version = '2' AND notEmpty(l.tls_alpn) AND NOT has(l.tls_alpn, 'h2')) AS alpn_mismatches,
    quantileBFloat16State(0.5)(if(is_direct, l.syn_to_clienthello_ms, NULL)) AS syn_to_clienthello_ms,
    max(if(is_direct, CAST(l.ja4_r, 'Nullable(String)'), NULL)) AS ja4_r,
    max(if(is_direct, CAST(l.ja4_stable, 'Nullable(String)'), NULL)) AS ja4_stable,
    max(if(is_direct, CAST(l.tcp_meta_options, 'Nullable(String)'), NULL)) AS tcp_options,
    max(if(is_direct, l.tcp_meta_window_size, NULL)) AS tcp_window_size,
    min(if(is_direct, l.tcp_meta_mss, NULL)) AS tcp_mss,
    min(if(is_direct, l.ip_meta_ttl, NULL)) AS ttl_min,
    max(if(is_direct, l.ip_meta_ttl, NULL)) AS ttl_max
FROM {database}.http_logs AS l
GROUP BY hour, client_ip, ja4, ja3_hash, host, correlated, orphan_reason, user_agent, header_order_hash, http_version, alpn, asn, country;

CREATE TABLE IF NOT EXISTS {database}.agg_host_ip_ja4_1h {on_cluster}
(
    hour DateTime('UTC'),
    client_ip IPv6,
    ja4 LowCardinality(String) COMMENT 'empty when no handshake was seen, or a proxy spoke for the client',
    host LowCardinality(String),
    correlated Bool,
    first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
    requests SimpleAggregateFunction(sum, UInt64),
    sensitive_paths SimpleAggregateFunction(sum, UInt64) COMMENT 'requests for what scanners look for',
    sensitive_served SimpleAggregateFunction(sum, UInt64) COMMENT 'those of sensitive_paths that the host has',
    assets SimpleAggregateFunction(sum, UInt64) COMMENT 'styles, scripts, images, fonts, media',
    documents SimpleAggregateFunction(sum, UInt64),
    not_found SimpleAggregateFunction(sum, UInt64) COMMENT '404',
    refused SimpleAggregateFunction(sum, UInt64) COMMENT '401, 403, 429',
    server_errors SimpleAggregateFunction(sum, UInt64) COMMENT '5xx',
    not_modified SimpleAggregateFunction(sum, UInt64) COMMENT '304',
    posts SimpleAggregateFunction(sum, UInt64),
    login_posts SimpleAggregateFunction(sum, UInt64) COMMENT 'POST to a path that asks for a password',
    login_refused SimpleAggregateFunction(sum, UInt64) COMMENT 'login_posts answered 401, 403 or 429',
    odd_methods SimpleAggregateFunction(sum, UInt64) COMMENT 'other than GET, HEAD, POST',
    with_referer SimpleAggregateFunction(sum, UInt64),
    without_accept_language SimpleAggregateFunction(sum, UInt64),
    without_accept_encoding SimpleAggregateFunction(sum, UInt64),
    without_sec_fetch SimpleAggregateFunction(sum, UInt64) COMMENT 'https without Sec-Fetch-Mode although the User-Agent is a modern browser',
    client_hint_mismatches SimpleAggregateFunction(sum, UInt64) COMMENT 'Sec-CH-UA sent or missing against the User-Agent',
    browser_like SimpleAggregateFunction(sum, UInt64),
    header_count SimpleAggregateFunction(sum, UInt64) COMMENT 'headers in all requests together',
    header_orders AggregateFunction(uniqCombined(12), UInt64),
    header_names AggregateFunction(groupUniqArray(5), String) COMMENT 'client_headers, cut at 1,000 bytes',
    user_agents AggregateFunction(groupUniqArray(5), String) COMMENT 'some of them',
    user_agent_count AggregateFunction(uniqCombined(12), UInt64),
    connections AggregateFunction(uniqCombined(12), UInt64),
    answer_sizes AggregateFunction(uniqCombined(12), UInt64),
    post_answer_sizes AggregateFunction(uniqCombined(12), UInt64),
    bytes_in SimpleAggregateFunction(sum, UInt64),
    bytes_out SimpleAggregateFunction(sum, UInt64),
    with_sni SimpleAggregateFunction(sum, UInt64) COMMENT 'the handshake asked for a name',
    sni_mismatches SimpleAggregateFunction(sum, UInt64) COMMENT 'with_sni, and Host is another name',
    alpn_mismatches SimpleAggregateFunction(sum, UInt64) COMMENT 'spoke HTTP/2 without having offered it',
    syn_to_clienthello_ms AggregateFunction(quantileBFloat16(0.5), Nullable(Float64)),
    orphans SimpleAggregateFunction(sumMap, Map(String, UInt64)) COMMENT 'requests by orphan_reason',
    ja4_r SimpleAggregateFunction(max, Nullable(String)),
    ja4_stable SimpleAggregateFunction(max, Nullable(String)),
    tcp_options SimpleAggregateFunction(max, Nullable(String)),
    tcp_window_size SimpleAggregateFunction(max, Nullable(UInt16)),
    tcp_mss SimpleAggregateFunction(min, Nullable(UInt16)) COMMENT 'the smallest',
    ttl_min SimpleAggregateFunction(min, Nullable(UInt8)),
    ttl_max SimpleAggregateFunction(max, Nullable(UInt8)),
    http_versions AggregateFunction(groupUniqArray(4), String),
    alpns AggregateFunction(groupUniqArray(2), String),
    asn SimpleAggregateFunction(max, Nullable(UInt32)),
    country SimpleAggregateFunction(max, Nullable(String))
)
ENGINE = {engine:AggregatingMergeTree}
PARTITION BY toYYYYMMDD(hour)
ORDER BY (hour, host, client_ip, ja4, correlated)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1,
    min_bytes_for_wide_part = 134217728, merge_selector_base = 20;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_host_ip_ja4_1h_view {on_cluster} TO {database}.agg_host_ip_ja4_1h AS
SELECT
    g.hour AS hour,
    g.client_ip AS client_ip,
    g.ja4 AS ja4,
    g.host AS host,
    g.correlated AS correlated,
    min(g.first_seen) AS first_seen,
    max(g.last_seen) AS last_seen,
    sum(g.requests) AS requests,
    sum(g.sensitive_paths) AS sensitive_paths,
    sum(g.sensitive_served) AS sensitive_served,
    sum(g.assets) AS assets,
    sum(g.documents) AS documents,
    sum(g.not_found) AS not_found,
    sum(g.refused) AS refused,
    sum(g.server_errors) AS server_errors,
    sum(g.not_modified) AS not_modified,
    sum(g.posts) AS posts,
    sum(g.login_posts) AS login_posts,
    sum(g.login_refused) AS login_refused,
    sum(g.odd_methods) AS odd_methods,
    sum(g.with_referer) AS with_referer,
    sum(g.without_accept_language) AS without_accept_language,
    sum(g.without_accept_encoding) AS without_accept_encoding,
    sum(g.without_sec_fetch) AS without_sec_fetch,
    sum(g.client_hint_mismatches) AS client_hint_mismatches,
    sum(g.browser_like) AS browser_like,
    sum(g.header_count) AS header_count,
    uniqCombinedState(12)(cityHash64(g.header_order_hash)) AS header_orders,
    groupUniqArrayMergeState(5)(g.header_names) AS header_names,
    groupUniqArrayState(5)(toString(g.user_agent)) AS user_agents,
    uniqCombinedState(12)(cityHash64(g.user_agent)) AS user_agent_count,
    uniqCombinedMergeState(12)(g.connections) AS connections,
    uniqCombinedMergeState(12)(g.answer_sizes) AS answer_sizes,
    uniqCombinedMergeState(12)(g.post_answer_sizes) AS post_answer_sizes,
    sum(g.bytes_in) AS bytes_in,
    sum(g.bytes_out) AS bytes_out,
    sum(g.with_sni) AS with_sni,
    sum(g.sni_mismatches) AS sni_mismatches,
    sum(g.alpn_mismatches) AS alpn_mismatches,
    quantileBFloat16MergeState(0.5)(g.syn_to_clienthello_ms) AS syn_to_clienthello_ms,
    sumMap(if(g.correlated, CAST(map(), 'Map(String, UInt64)'), map(toString(g.orphan_reason), g.requests))) AS orphans,
    max(g.ja4_r) AS ja4_r,
    max(g.ja4_stable) AS ja4_stable,
    max(g.tcp_options) AS tcp_options,
    max(g.tcp_window_size) AS tcp_window_size,
    min(g.tcp_mss) AS tcp_mss,
    min(g.ttl_min) AS ttl_min,
    max(g.ttl_max) AS ttl_max,
    groupUniqArrayState(4)(toString(g.http_version)) AS http_versions,
    groupUniqArrayState(2)(g.alpn) AS alpns,
    max(g.asn) AS asn,
    max(CAST(g.country, 'Nullable(String)')) AS country
FROM {database}.requests_by_client AS g
GROUP BY hour, client_ip, ja4, host, correlated;

CREATE TABLE IF NOT EXISTS {database}.agg_path_sequences_1h {on_cluster}
(
    hour DateTime('UTC'),
    client_ip IPv6,
    ja4 LowCardinality(String) COMMENT 'empty when no handshake was seen, or a proxy spoke for the client',
    host LowCardinality(String),
    requests SimpleAggregateFunction(sum, UInt64),
    steps AggregateFunction(groupArray(500), UInt64) COMMENT 'some 500 of the requests',
    paths AggregateFunction(uniqCombined(12), UInt64),
    urls AggregateFunction(uniqCombined(12), UInt64),
    path_segments SimpleAggregateFunction(sum, UInt64),
    with_query SimpleAggregateFunction(sum, UInt64),
    path_samples AggregateFunction(groupUniqArray(10), String) COMMENT 'some paths, cut at 200 bytes',
    sensitive_samples AggregateFunction(groupUniqArray(10), String) COMMENT 'some that scanners look for, cut at 200 bytes'
)
ENGINE = {engine:AggregatingMergeTree}
PARTITION BY toYYYYMMDD(hour)
ORDER BY (hour, host, client_ip, ja4)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1,
    min_bytes_for_wide_part = 134217728, merge_selector_base = 20;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_path_sequences_1h_view {on_cluster} TO {database}.agg_path_sequences_1h AS
SELECT
    toStartOfHour(toDateTime(l.time, 'UTC')) AS hour,
    l.client_ip AS client_ip,
    if(l.client_ip = l.src_ip, ifNull(l.ja4, ''), '') AS ja4,
    l.host AS host,
    count() AS requests,
    groupArrayState(500)(bitOr(bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(l.time) % 3600000), 42), bitShiftLeft(bitAnd(cityHash64(l.path), 16777215), 18)), bitOr(bitShiftLeft(toUInt64(least(length(l.path) + length(l.query), 2047)), 7), toUInt64(multiIf(l.is_sensitive, 4, l.method = 'POST', 3, l.resource IN ('style', 'script', 'image', 'font', 'media', 'favicon'), 2, l.resource = 'document', 1, 0))))) AS steps,
    uniqCombinedState(12)(cityHash64(l.path)) AS paths,
    uniqCombinedState(12)(cityHash64(l.path, l.query)) AS urls,
    sum(toUInt64(countSubstrings(trimRight(l.path, '/'), '/'))) AS path_segments,
    countIf(l.query != '') AS with_query,
    groupUniqArrayState(10)(substring(l.path, 1, 200)) AS path_samples,
    groupUniqArrayIfState(10)(substring(l.path, 1, 200), l.is_sensitive) AS sensitive_samples
FROM {database}.http_logs AS l
GROUP BY hour, client_ip, ja4, host;

CREATE TABLE IF NOT EXISTS {database}.agg_request_timing_1h {on_cluster}
(
    hour DateTime('UTC'),
    client_ip IPv6,
    ja4 LowCardinality(String) COMMENT 'empty when no handshake was seen, or a proxy spoke for the client',
    host LowCardinality(String),
    first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
    requests SimpleAggregateFunction(sum, UInt64),
    ten_seconds SimpleAggregateFunction(sumMap, Map(UInt16, UInt64)) COMMENT 'requests in each ten seconds of the hour: bursts, and by sixes the minutes',
    durations SimpleAggregateFunction(sumMap, Map(UInt8, UInt64)) COMMENT 'requests by bits of duration_us',
    duration_us SimpleAggregateFunction(sum, UInt64),
    longest_us SimpleAggregateFunction(max, UInt64)
)
ENGINE = {engine:AggregatingMergeTree}
PARTITION BY toYYYYMMDD(hour)
ORDER BY (hour, host, client_ip, ja4)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1,
    min_bytes_for_wide_part = 134217728, merge_selector_base = 20;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_request_timing_1h_view {on_cluster} TO {database}.agg_request_timing_1h AS
SELECT
    toStartOfHour(toDateTime(l.time, 'UTC')) AS hour,
    l.client_ip AS client_ip,
    if(l.client_ip = l.src_ip, ifNull(l.ja4, ''), '') AS ja4,
    l.host AS host,
    min(l.time) AS first_seen,
    max(l.time) AS last_seen,
    count() AS requests,
    sumMap(map(toUInt16(intDiv(toUnixTimestamp(l.time) % 3600, 10)), toUInt64(1))) AS ten_seconds,
    sumMap(map(toUInt8(if(l.duration_us = 0, 0, 1 + floor(log2(l.duration_us)))), toUInt64(1))) AS durations,
    sum(l.duration_us) AS duration_us,
    max(l.duration_us) AS longest_us
FROM {database}.http_logs AS l
GROUP BY hour, client_ip, ja4, host;

CREATE TABLE IF NOT EXISTS {database}.agg_resource_cascade_1h {on_cluster}
(
    hour DateTime('UTC'),
    client_ip IPv6,
    ja4 LowCardinality(String) COMMENT 'empty when no handshake was seen, or a proxy spoke for the client',
    host LowCardinality(String),
    requests SimpleAggregateFunction(sum, UInt64),
    documents SimpleAggregateFunction(sum, UInt64),
    styles SimpleAggregateFunction(sum, UInt64),
    scripts SimpleAggregateFunction(sum, UInt64),
    images SimpleAggregateFunction(sum, UInt64),
    fonts SimpleAggregateFunction(sum, UInt64),
    media SimpleAggregateFunction(sum, UInt64),
    data SimpleAggregateFunction(sum, UInt64),
    favicons SimpleAggregateFunction(sum, UInt64),
    robots SimpleAggregateFunction(sum, UInt64) COMMENT 'robots.txt',
    documents_with_referer SimpleAggregateFunction(sum, UInt64),
    assets_with_referer SimpleAggregateFunction(sum, UInt64),
    assets_not_modified SimpleAggregateFunction(sum, UInt64),
    document_bytes SimpleAggregateFunction(sum, UInt64),
    asset_bytes SimpleAggregateFunction(sum, UInt64)
)
ENGINE = {engine:AggregatingMergeTree}
PARTITION BY toYYYYMMDD(hour)
ORDER BY (hour, host, client_ip, ja4)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1,
    min_bytes_for_wide_part = 134217728, merge_selector_base = 20;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_resource_cascade_1h_view {on_cluster} TO {database}.agg_resource_cascade_1h AS
SELECT
    g.hour AS hour,
    g.client_ip AS client_ip,
    g.ja4 AS ja4,
    g.host AS host,
    sum(g.requests) AS requests,
    sum(g.documents) AS documents,
    sum(g.styles) AS styles,
    sum(g.scripts) AS scripts,
    sum(g.images) AS images,
    sum(g.fonts) AS fonts,
    sum(g.media) AS media,
    sum(g.data) AS data,
    sum(g.favicons) AS favicons,
    sum(g.robots) AS robots,
    sum(g.documents_with_referer) AS documents_with_referer,
    sum(g.assets_with_referer) AS assets_with_referer,
    sum(g.assets_not_modified) AS assets_not_modified,
    sum(g.document_bytes) AS document_bytes,
    sum(g.asset_bytes) AS asset_bytes
FROM {database}.requests_by_client AS g
GROUP BY hour, client_ip, ja4, host;

CREATE TABLE IF NOT EXISTS {database}.agg_ip_behavior_1h {on_cluster}
(
    hour DateTime('UTC'),
    client_ip IPv6,
    first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
    requests SimpleAggregateFunction(sum, UInt64),
    correlated_requests SimpleAggregateFunction(sum, UInt64),
    hosts AggregateFunction(uniqCombined(12), UInt64),
    ja4s AggregateFunction(groupUniqArray(32), Nullable(String)) COMMENT 'some of them',
    user_agents AggregateFunction(uniqCombined(12), UInt64),
    header_orders AggregateFunction(uniqCombined(12), UInt64),
    paths AggregateFunction(uniqCombined(12), UInt64),
    host_paths AggregateFunction(uniqCombined(12), UInt64) COMMENT 'more than paths: the same path on several hosts',
    connections AggregateFunction(uniqCombined(12), UInt64),
    not_found SimpleAggregateFunction(sum, UInt64) COMMENT '404',
    refused SimpleAggregateFunction(sum, UInt64) COMMENT '401, 403, 429',
    sensitive_paths SimpleAggregateFunction(sum, UInt64),
    posts SimpleAggregateFunction(sum, UInt64),
    login_posts SimpleAggregateFunction(sum, UInt64),
    browser_like SimpleAggregateFunction(sum, UInt64),
    bytes_out SimpleAggregateFunction(sum, UInt64),
    asn SimpleAggregateFunction(max, Nullable(UInt32)),
    country SimpleAggregateFunction(max, Nullable(String))
)
ENGINE = {engine:AggregatingMergeTree}
PARTITION BY toYYYYMMDD(hour)
ORDER BY (hour, client_ip)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1,
    min_bytes_for_wide_part = 134217728, merge_selector_base = 20;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_ip_behavior_1h_view {on_cluster} TO {database}.agg_ip_behavior_1h AS
SELECT
    g.hour AS hour,
    g.client_ip AS client_ip,
    min(g.first_seen) AS first_seen,
    max(g.last_seen) AS last_seen,
    sum(g.requests) AS requests,
    sumIf(g.requests, g.correlated) AS correlated_requests,
    uniqCombinedState(12)(cityHash64(g.host)) AS hosts,
    groupUniqArrayState(32)(nullIf(toString(g.ja4), '')) AS ja4s,
    uniqCombinedState(12)(cityHash64(g.user_agent)) AS user_agents,
    uniqCombinedState(12)(cityHash64(g.header_order_hash)) AS header_orders,
    uniqCombinedMergeState(12)(g.paths) AS paths,
    uniqCombinedMergeState(12)(g.host_paths) AS host_paths,
    uniqCombinedMergeState(12)(g.connections) AS connections,
    sum(g.not_found) AS not_found,
    sum(g.refused) AS refused,
    sum(g.sensitive_paths) AS sensitive_paths,
    sum(g.posts) AS posts,
    sum(g.login_posts) AS login_posts,
    sum(g.browser_like) AS browser_like,
    sum(g.bytes_out) AS bytes_out,
    max(g.asn) AS asn,
    max(CAST(g.country, 'Nullable(String)')) AS country
FROM {database}.requests_by_client AS g
GROUP BY hour, client_ip;

CREATE TABLE IF NOT EXISTS {database}.agg_fleet_1h {on_cluster}
(
    hour DateTime('UTC'),
    ja4 LowCardinality(String) COMMENT 'empty when no handshake was seen, or a proxy spoke for the client',
    header_order_hash LowCardinality(String),
    host LowCardinality(String),
    first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
    requests SimpleAggregateFunction(sum, UInt64),
    addresses AggregateFunction(uniqCombined(12), UInt64),
    address_samples AggregateFunction(groupUniqArray(20), IPv6) COMMENT 'some of them',
    asns AggregateFunction(uniqCombined(12), UInt64),
    user_agents AggregateFunction(uniqCombined(12), UInt64),
    paths AggregateFunction(uniqCombined(12), UInt64),
    sensitive_paths SimpleAggregateFunction(sum, UInt64),
    assets SimpleAggregateFunction(sum, UInt64),
    documents SimpleAggregateFunction(sum, UInt64),
    not_found SimpleAggregateFunction(sum, UInt64) COMMENT '404',
    refused SimpleAggregateFunction(sum, UInt64) COMMENT '401, 403, 429',
    posts SimpleAggregateFunction(sum, UInt64),
    login_posts SimpleAggregateFunction(sum, UInt64),
    login_refused SimpleAggregateFunction(sum, UInt64),
    with_referer SimpleAggregateFunction(sum, UInt64),
    without_accept_language SimpleAggregateFunction(sum, UInt64),
    without_sec_fetch SimpleAggregateFunction(sum, UInt64),
    browser_like SimpleAggregateFunction(sum, UInt64),
    header_count SimpleAggregateFunction(sum, UInt64),
    bytes_out SimpleAggregateFunction(sum, UInt64)
)
ENGINE = {engine:AggregatingMergeTree}
PARTITION BY toYYYYMMDD(hour)
ORDER BY (hour, ja4, header_order_hash, host)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1,
    min_bytes_for_wide_part = 134217728, merge_selector_base = 20;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_fleet_1h_view {on_cluster} TO {database}.agg_fleet_1h AS
SELECT
    g.hour AS hour,
    g.ja4 AS ja4,
    g.header_order_hash AS header_order_hash,
    g.host AS host,
    min(g.first_seen) AS first_seen,
    max(g.last_seen) AS last_seen,
    sum(g.requests) AS requests,
    uniqCombinedState(12)(cityHash64(g.client_ip)) AS addresses,
    groupUniqArrayState(20)(g.client_ip) AS address_samples,
    uniqCombinedState(12)(toUInt64(ifNull(g.asn, 0))) AS asns,
    uniqCombinedState(12)(cityHash64(g.user_agent)) AS user_agents,
    uniqCombinedMergeState(12)(g.paths) AS paths,
    sum(g.sensitive_paths) AS sensitive_paths,
    sum(g.assets) AS assets,
    sum(g.documents) AS documents,
    sum(g.not_found) AS not_found,
    sum(g.refused) AS refused,
    sum(g.posts) AS posts,
    sum(g.login_posts) AS login_posts,
    sum(g.login_refused) AS login_refused,
    sum(g.with_referer) AS with_referer,
    sum(g.without_accept_language) AS without_accept_language,
    sum(g.without_sec_fetch) AS without_sec_fetch,
    sum(g.browser_like) AS browser_like,
    sum(g.header_count) AS header_count,
    sum(g.bytes_out) AS bytes_out
FROM {database}.requests_by_client AS g
GROUP BY hour, ja4, header_order_hash, host;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_header_fingerprint_1h_view {on_cluster} TO {database}.agg_header_fingerprint_1h AS
SELECT
    g.hour AS hour,
    g.header_order_hash AS header_order_hash,
    g.user_agent AS user_agent,
    min(g.first_seen) AS first_seen,
    max(g.last_seen) AS last_seen,
    sum(g.requests) AS requests,
    max(g.client_headers) AS client_headers,
    uniqCombinedState(12)(cityHash64(g.client_ip)) AS addresses,
    uniqCombinedState(12)(cityHash64(g.ja4)) AS ja4s,
    uniqCombinedState(12)(cityHash64(g.host)) AS hosts,
    sum(g.requests - g.without_accept_language) AS with_accept_language,
    sum(g.requests - g.without_accept_encoding) AS with_accept_encoding,
    sum(g.with_sec_fetch) AS with_sec_fetch,
    sum(g.with_sec_ch_ua) AS with_sec_ch_ua,
    sum(g.http2) AS http2
FROM {database}.requests_by_client AS g
GROUP BY hour, header_order_hash, user_agent;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_ja4_prevalence_1h_view {on_cluster} TO {database}.agg_ja4_prevalence_1h AS
SELECT
    g.hour AS hour,
    g.ja4 AS ja4,
    g.host AS host,
    min(g.first_seen) AS first_seen,
    max(g.last_seen) AS last_seen,
    sum(g.requests) AS requests,
    uniqCombinedState(12)(cityHash64(g.client_ip)) AS addresses,
    sum(g.browser_like) AS browser_like,
    uniqCombinedState(12)(cityHash64(g.user_agent)) AS user_agents,
    uniqCombinedState(12)(toUInt64(ifNull(g.asn, 0))) AS asns,
    uniqCombinedState(12)(cityHash64(ifNull(g.country, ''))) AS countries,
    sum(g.refused) AS refused
FROM {database}.requests_by_client AS g
GROUP BY hour, ja4, host;

CREATE TABLE IF NOT EXISTS {database}.agg_entity_1h {on_cluster}
(
    entity_type LowCardinality(String) COMMENT 'ip, ja4, ja3, host, asn, country, user_agent or path',
    entity_value String COMMENT 'as people write it',
    hour DateTime('UTC'),
    first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
    requests SimpleAggregateFunction(sum, UInt64),
    correlated SimpleAggregateFunction(sum, UInt64),
    not_found SimpleAggregateFunction(sum, UInt64) COMMENT '404',
    refused SimpleAggregateFunction(sum, UInt64) COMMENT '401, 403, 429',
    server_errors SimpleAggregateFunction(sum, UInt64) COMMENT '5xx',
    posts SimpleAggregateFunction(sum, UInt64),
    sensitive_paths SimpleAggregateFunction(sum, UInt64),
    browser_like SimpleAggregateFunction(sum, UInt64),
    bytes_out SimpleAggregateFunction(sum, UInt64),
    addresses AggregateFunction(uniqCombined(12), UInt64),
    ja4s AggregateFunction(uniqCombined(12), UInt64),
    hosts AggregateFunction(uniqCombined(12), UInt64),
    user_agents AggregateFunction(uniqCombined(12), UInt64)
)
ENGINE = {engine:AggregatingMergeTree}
PARTITION BY toYYYYMMDD(hour)
ORDER BY (entity_type, entity_value, hour)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1,
    min_bytes_for_wide_part = 134217728, merge_selector_base = 20;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_entity_1h_view {on_cluster} TO {database}.agg_entity_1h AS
SELECT
    entity.1 AS entity_type,
    entity.2 AS entity_value,
    g.hour AS hour,
    min(g.first_seen) AS first_seen,
    max(g.last_seen) AS last_seen,
    sum(g.requests) AS requests,
    sumIf(g.requests, g.correlated) AS correlated,
    sum(g.not_found) AS not_found,
    sum(g.refused) AS refused,
    sum(g.server_errors) AS server_errors,
    sum(g.posts) AS posts,
    sum(g.sensitive_paths) AS sensitive_paths,
    sum(g.browser_like) AS browser_like,
    sum(g.bytes_out) AS bytes_out,
    uniqCombinedState(12)(cityHash64(g.client_ip)) AS addresses,
    uniqCombinedIfState(12)(cityHash64(g.ja4), g.ja4 != '') AS ja4s,
    uniqCombinedState(12)(cityHash64(g.host)) AS hosts,
    uniqCombinedState(12)(cityHash64(g.user_agent)) AS user_agents
FROM {database}.requests_by_client AS g
ARRAY JOIN arrayFilter(pair -> pair.2 != '', [
    ('ip', replaceRegexpOne(toString(g.client_ip), '^::ffff:', '')), ('ja4', toString(g.ja4)), ('ja3', toString(g.ja3_hash)), ('host', toString(g.host)),
    ('asn', ifNull(toString(g.asn), '')), ('country', ifNull(toString(g.country), '')), ('user_agent', toString(g.user_agent))]) AS entity
GROUP BY entity_type, entity_value, hour;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_entity_1h_paths_view {on_cluster} TO {database}.agg_entity_1h AS
SELECT
    'path' AS entity_type,
    l.path AS entity_value,
    toStartOfHour(toDateTime(l.time, 'UTC')) AS hour,
    min(l.time) AS first_seen,
    max(l.time) AS last_seen,
    count() AS requests,
    countIf(l.correlated) AS correlated,
    countIf(l.status = 404) AS not_found,
    countIf(l.status IN (401, 403, 429)) AS refused,
    countIf(l.status BETWEEN 500 AND 599) AS server_errors,
    countIf(l.method = 'POST') AS posts,
    countIf(l.is_sensitive) AS sensitive_paths,
    countIf(l.is_browser_like) AS browser_like,
    sum(l.bytes_out) AS bytes_out,
    uniqCombinedState(12)(cityHash64(l.client_ip)) AS addresses,
    uniqCombinedIfState(12)(cityHash64(ifNull(l.ja4, '')), ifNull(l.ja4, '') != '' AND l.client_ip = l.src_ip) AS ja4s,
    uniqCombinedState(12)(cityHash64(l.host)) AS hosts,
    uniqCombinedState(12)(cityHash64(l.user_agent)) AS user_agents
FROM {database}.http_logs AS l
GROUP BY entity_type, entity_value, hour;
