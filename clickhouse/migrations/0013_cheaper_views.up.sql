-- Fewer and cheaper views: each costs some twenty milliseconds of a statement however few rows it sees, and each state of an aggregate
-- function a microsecond a row. Requests of a client that are alike are one row of agg_host_ip_ja4_1h, no longer of a table that is kept
-- nowhere; the other views read what is written there. What has its key, or was hardly ever fewer rows than it, is read from it through a
-- view of the old name: path sequences, request timing, resource cascade, behaviour of an address, fleets. They lost what nobody read.
-- Entities keep no addresses, for the same reason, and one row an hour for everything together. Measured by bench/src/views.
DROP VIEW IF EXISTS {database}.agg_host_ip_ja4_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_path_sequences_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_request_timing_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_resource_cascade_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_ip_behavior_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_fleet_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_header_fingerprint_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_ja4_prevalence_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_entity_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_entity_1h_paths_view {on_cluster};

DROP VIEW IF EXISTS {database}.requests_by_client_view {on_cluster};

DROP TABLE IF EXISTS {database}.requests_by_client {on_cluster} SYNC;

DROP TABLE IF EXISTS {database}.agg_host_ip_ja4_1h {on_cluster} SYNC;

DROP TABLE IF EXISTS {database}.agg_path_sequences_1h {on_cluster} SYNC;

DROP TABLE IF EXISTS {database}.agg_request_timing_1h {on_cluster} SYNC;

DROP TABLE IF EXISTS {database}.agg_resource_cascade_1h {on_cluster} SYNC;

DROP TABLE IF EXISTS {database}.agg_ip_behavior_1h {on_cluster} SYNC;

DROP TABLE IF EXISTS {database}.agg_fleet_1h {on_cluster} SYNC;

DROP TABLE IF EXISTS {database}.agg_entity_1h {on_cluster} SYNC;

-- What a client did on a host with one handshake in an hour; all features of common/src/features.ts are computed from it. A client has a row for
-- each User-Agent and order of headers that it sent: readers group by what they ask for.
CREATE TABLE IF NOT EXISTS {database}.agg_host_ip_ja4_1h {on_cluster}
(
    hour DateTime('UTC'),
    client_ip IPv6,
    ja4 LowCardinality(String) COMMENT 'empty when no handshake was seen, or a proxy spoke for the client',
    host LowCardinality(String),
    correlated Bool,
    orphan_reason LowCardinality(String),
    user_agent LowCardinality(String),
    header_order_hash LowCardinality(String),
    http_version LowCardinality(String),
    first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
    requests SimpleAggregateFunction(sum, UInt64),
    sensitive_paths SimpleAggregateFunction(sum, UInt64) COMMENT 'requests for what scanners look for',
    sensitive_served SimpleAggregateFunction(sum, UInt64) COMMENT 'those of sensitive_paths that the host has',
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
    connections AggregateFunction(uniqCombined(12), UInt64),
    answer_sizes AggregateFunction(uniqCombined(12), UInt64),
    post_answer_sizes AggregateFunction(uniqCombined(12), UInt64),
    bytes_in SimpleAggregateFunction(sum, UInt64),
    bytes_out SimpleAggregateFunction(sum, UInt64),
    with_sni SimpleAggregateFunction(sum, UInt64) COMMENT 'the handshake asked for a name',
    sni_mismatches SimpleAggregateFunction(sum, UInt64) COMMENT 'with_sni, and Host is another name',
    alpn_mismatches SimpleAggregateFunction(sum, UInt64) COMMENT 'spoke HTTP/2 without having offered it',
    syn_to_clienthello_ms AggregateFunction(quantileBFloat16(0.5), Nullable(Float64)),
    ja4_r SimpleAggregateFunction(any, Nullable(String)),
    ja4_stable SimpleAggregateFunction(max, Nullable(String)),
    tcp_options SimpleAggregateFunction(max, Nullable(String)),
    tcp_window_size SimpleAggregateFunction(max, Nullable(UInt16)),
    tcp_mss SimpleAggregateFunction(min, Nullable(UInt16)) COMMENT 'the smallest',
    ttl_min SimpleAggregateFunction(min, Nullable(UInt8)),
    ttl_max SimpleAggregateFunction(max, Nullable(UInt8)),
    asn SimpleAggregateFunction(max, Nullable(UInt32)),
    country SimpleAggregateFunction(max, Nullable(String)),
    alpn SimpleAggregateFunction(max, String) COMMENT 'offered, joined by commas',
    client_headers SimpleAggregateFunction(any, String) COMMENT 'names in the order sent',
    with_sec_fetch SimpleAggregateFunction(sum, UInt64),
    with_sec_ch_ua SimpleAggregateFunction(sum, UInt64),
    styles SimpleAggregateFunction(sum, UInt64),
    scripts SimpleAggregateFunction(sum, UInt64),
    images SimpleAggregateFunction(sum, UInt64),
    fonts SimpleAggregateFunction(sum, UInt64),
    media SimpleAggregateFunction(sum, UInt64),
    favicons SimpleAggregateFunction(sum, UInt64),
    robots SimpleAggregateFunction(sum, UInt64) COMMENT 'robots.txt',
    assets_with_referer SimpleAggregateFunction(sum, UInt64),
    -- A step is one request in 64 bits: milliseconds into the hour (22 bits), hash of the path (24), its length with the query, at most
    -- 2,047 (11), and what it is: 0 other, 1 document, 2 asset, 3 POST, 4 sensitive (7). Sorted they are the sequence.
    steps AggregateFunction(groupArray(500), UInt64) COMMENT 'some 500 of the requests',
    paths AggregateFunction(uniqCombined(12), UInt64),
    host_paths AggregateFunction(uniqCombined(12), UInt64) COMMENT 'paths together with the host, to be counted over hosts',
    urls AggregateFunction(uniqCombined(12), UInt64),
    path_segments SimpleAggregateFunction(sum, UInt64),
    with_query SimpleAggregateFunction(sum, UInt64),
    path_samples AggregateFunction(groupUniqArray(10), String) COMMENT 'some paths, cut at 200 bytes',
    sensitive_samples AggregateFunction(groupUniqArray(10), String) COMMENT 'some that scanners look for, cut at 200 bytes',
    ten_seconds SimpleAggregateFunction(sumMap, Map(UInt16, UInt64)) COMMENT 'requests in each ten seconds of the hour: bursts, and by sixes the minutes',
    duration_us SimpleAggregateFunction(sum, UInt64),
    longest_us SimpleAggregateFunction(max, UInt64),
    -- Made when they are read.
    assets UInt64 ALIAS styles + scripts + images + fonts + media + favicons COMMENT 'styles, scripts, images, fonts, media',
    data UInt64 ALIAS requests - documents - assets - robots COMMENT 'neither a document nor an asset',
    header_orders AggregateFunction(uniqCombined(12), UInt64) ALIAS initializeAggregation('uniqCombinedState(12)', cityHash64(header_order_hash)),
    header_names AggregateFunction(groupUniqArray(5), String) ALIAS initializeAggregation('groupUniqArrayState(5)', substring(client_headers, 1, 1000)) COMMENT 'client_headers, cut at 1,000 bytes',
    user_agents AggregateFunction(groupUniqArray(5), String) ALIAS initializeAggregation('groupUniqArrayState(5)', toString(user_agent)) COMMENT 'some of them',
    user_agent_count AggregateFunction(uniqCombined(12), UInt64) ALIAS initializeAggregation('uniqCombinedState(12)', cityHash64(user_agent)),
    http_versions AggregateFunction(groupUniqArray(4), String) ALIAS initializeAggregation('groupUniqArrayState(4)', toString(http_version)),
    alpns AggregateFunction(groupUniqArray(2), String) ALIAS initializeAggregation('groupUniqArrayState(2)', alpn),
    orphans Map(String, UInt64) ALIAS if(correlated, CAST(map(), 'Map(String, UInt64)'), map(toString(orphan_reason), requests)) COMMENT 'requests by orphan_reason',
    INDEX client_ip client_ip TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = {engine:AggregatingMergeTree}
PARTITION BY toYYYYMMDD(hour)
PRIMARY KEY (hour, host, client_ip, ja4)
ORDER BY (hour, host, client_ip, ja4, correlated, orphan_reason, user_agent, header_order_hash, http_version)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1,
    min_bytes_for_wide_part = 134217728, merge_selector_base = 20;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_host_ip_ja4_1h_view {on_cluster} TO {database}.agg_host_ip_ja4_1h AS
WITH l.client_ip = l.src_ip AS is_direct
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
    any(toString(l.client_headers)) AS client_headers,
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
    groupArrayState(500)(bitOr(bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Milli(l.time) % 3600000), 42), bitShiftLeft(bitAnd(cityHash64(l.path), 16777215), 18)), bitOr(bitShiftLeft(toUInt64(least(length(l.path) + length(l.query), 2047)), 7), toUInt64(multiIf(l.is_sensitive, 4, l.method = 'POST', 3, l.resource IN ('style', 'script', 'image', 'font', 'media', 'favicon'), 2, l.resource = 'document', 1, 0))))) AS steps,
    uniqCombinedState(12)(cityHash64(l.path)) AS paths,
    uniqCombinedState(12)(cityHash64(l.host, l.path)) AS host_paths,
    uniqCombinedState(12)(cityHash64(l.path, l.query)) AS urls,
    sum(toUInt64(countSubstrings(trimRight(l.path, '/'), '/'))) AS path_segments,
    countIf(l.query != '') AS with_query,
    groupUniqArrayState(10)(substring(l.path, 1, 200)) AS path_samples,
    groupUniqArrayIfState(10)(substring(l.path, 1, 200), l.is_sensitive) AS sensitive_samples,
    sumMap(map(toUInt16(intDiv(toUnixTimestamp(l.time) % 3600, 10)), toUInt64(1))) AS ten_seconds,
    sum(l.duration_us) AS duration_us,
    max(l.duration_us) AS longest_us
FROM {database}.http_logs AS l
GROUP BY hour, client_ip, ja4, host, correlated, orphan_reason, user_agent, header_order_hash, http_version, asn, country;

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
    sumIf(g.requests, g.http_version = '2') AS http2
FROM {database}.agg_host_ip_ja4_1h AS g
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
FROM {database}.agg_host_ip_ja4_1h AS g
GROUP BY hour, ja4, host;

-- What it asked for, in which order.
CREATE VIEW IF NOT EXISTS {database}.agg_path_sequences_1h {on_cluster} AS
SELECT
    t.hour AS hour,
    t.client_ip AS client_ip,
    t.ja4 AS ja4,
    t.host AS host,
    t.requests AS requests,
    t.steps AS steps,
    t.paths AS paths,
    t.urls AS urls,
    t.path_segments AS path_segments,
    t.with_query AS with_query,
    t.path_samples AS path_samples,
    t.sensitive_samples AS sensitive_samples
FROM {database}.agg_host_ip_ja4_1h AS t;

-- When it asked, and how long the answers took.
CREATE VIEW IF NOT EXISTS {database}.agg_request_timing_1h {on_cluster} AS
SELECT
    t.hour AS hour,
    t.client_ip AS client_ip,
    t.ja4 AS ja4,
    t.host AS host,
    t.first_seen AS first_seen,
    t.last_seen AS last_seen,
    t.requests AS requests,
    t.ten_seconds AS ten_seconds,
    t.duration_us AS duration_us,
    t.longest_us AS longest_us
FROM {database}.agg_host_ip_ja4_1h AS t;

-- What a page brings with it: a browser fetches styles, scripts and images after a document, a script does not.
CREATE VIEW IF NOT EXISTS {database}.agg_resource_cascade_1h {on_cluster} AS
SELECT
    t.hour AS hour,
    t.client_ip AS client_ip,
    t.ja4 AS ja4,
    t.host AS host,
    t.requests AS requests,
    t.documents AS documents,
    t.styles AS styles,
    t.scripts AS scripts,
    t.images AS images,
    t.fonts AS fonts,
    t.media AS media,
    t.data AS data,
    t.favicons AS favicons,
    t.robots AS robots,
    t.assets_with_referer AS assets_with_referer
FROM {database}.agg_host_ip_ja4_1h AS t;

-- One client over all hosts.
CREATE VIEW IF NOT EXISTS {database}.agg_ip_behavior_1h {on_cluster} AS
SELECT
    t.hour AS hour,
    t.client_ip AS client_ip,
    t.first_seen AS first_seen,
    t.last_seen AS last_seen,
    t.requests AS requests,
    if(t.correlated, t.requests, 0) AS correlated_requests,
    initializeAggregation('uniqCombinedState(12)', cityHash64(t.host)) AS hosts,
    initializeAggregation('groupUniqArrayState(32)', nullIf(toString(t.ja4), '')) AS ja4s,
    t.user_agent_count AS user_agents,
    t.header_orders AS header_orders,
    t.paths AS paths,
    t.host_paths AS host_paths,
    t.connections AS connections,
    t.not_found AS not_found,
    t.refused AS refused,
    t.sensitive_paths AS sensitive_paths,
    t.posts AS posts,
    t.login_posts AS login_posts,
    t.browser_like AS browser_like,
    t.bytes_out AS bytes_out,
    t.asn AS asn,
    t.country AS country
FROM {database}.agg_host_ip_ja4_1h AS t;

-- Many addresses that act as one: the same handshake and order of headers on a host.
CREATE VIEW IF NOT EXISTS {database}.agg_fleet_1h {on_cluster} AS
SELECT
    t.hour AS hour,
    t.ja4 AS ja4,
    t.header_order_hash AS header_order_hash,
    t.host AS host,
    t.first_seen AS first_seen,
    t.last_seen AS last_seen,
    t.requests AS requests,
    initializeAggregation('uniqCombinedState(12)', cityHash64(t.client_ip)) AS addresses,
    initializeAggregation('groupUniqArrayState(20)', t.client_ip) AS address_samples,
    initializeAggregation('uniqCombinedState(12)', toUInt64(ifNull(t.asn, 0))) AS asns,
    t.user_agent_count AS user_agents,
    t.paths AS paths,
    t.sensitive_paths AS sensitive_paths,
    t.assets AS assets,
    t.documents AS documents,
    t.not_found AS not_found,
    t.refused AS refused,
    t.posts AS posts,
    t.login_posts AS login_posts,
    t.login_refused AS login_refused,
    t.with_referer AS with_referer,
    t.without_accept_language AS without_accept_language,
    t.without_sec_fetch AS without_sec_fetch,
    t.browser_like AS browser_like,
    t.header_count AS header_count,
    t.bytes_out AS bytes_out
FROM {database}.agg_host_ip_ja4_1h AS t;

-- What the lists of entities show, but for addresses, which agg_host_ip_ja4_1h has: each value of each attribute. A request counts once for each
-- attribute that it has; for all and for its path it always does.
CREATE TABLE IF NOT EXISTS {database}.agg_entity_1h {on_cluster}
(
    entity_type LowCardinality(String) COMMENT 'ja4, ja3, host, asn, country, user_agent, path; beside them orphan_reason, and all',
    entity_value String COMMENT 'as people write it, empty for all',
    hour DateTime('UTC'),
    first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
    requests SimpleAggregateFunction(sum, UInt64),
    correlated SimpleAggregateFunction(sum, UInt64),
    not_found SimpleAggregateFunction(sum, UInt64) COMMENT '404',
    refused SimpleAggregateFunction(sum, UInt64) COMMENT '401, 403, 429',
    server_errors SimpleAggregateFunction(sum, UInt64) COMMENT '5xx',
    posts SimpleAggregateFunction(sum, UInt64),
    login_posts SimpleAggregateFunction(sum, UInt64),
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
    sum(g.login_posts) AS login_posts,
    sum(g.sensitive_paths) AS sensitive_paths,
    sum(g.browser_like) AS browser_like,
    sum(g.bytes_out) AS bytes_out,
    uniqCombinedState(12)(cityHash64(g.client_ip)) AS addresses,
    uniqCombinedIfState(12)(cityHash64(g.ja4), g.ja4 != '') AS ja4s,
    uniqCombinedState(12)(cityHash64(g.host)) AS hosts,
    uniqCombinedState(12)(cityHash64(g.user_agent)) AS user_agents
FROM {database}.agg_host_ip_ja4_1h AS g
ARRAY JOIN arrayFilter(pair -> pair.2 != '' OR pair.1 = 'all', [('all', ''), ('ja4', toString(g.ja4)), ('host', toString(g.host)),
    ('asn', ifNull(toString(g.asn), '')), ('country', ifNull(toString(g.country), '')), ('user_agent', toString(g.user_agent)),
    ('orphan_reason', toString(g.orphan_reason))]) AS entity
GROUP BY entity_type, entity_value, hour;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_entity_1h_paths_view {on_cluster} TO {database}.agg_entity_1h AS
SELECT
    entity.1 AS entity_type,
    entity.2 AS entity_value,
    toStartOfHour(toDateTime(l.time, 'UTC')) AS hour,
    min(l.time) AS first_seen,
    max(l.time) AS last_seen,
    count() AS requests,
    countIf(l.correlated) AS correlated,
    countIf(l.status = 404) AS not_found,
    countIf(l.status IN (401, 403, 429)) AS refused,
    countIf(l.status BETWEEN 500 AND 599) AS server_errors,
    countIf(l.method = 'POST') AS posts,
    countIf(l.is_login) AS login_posts,
    countIf(l.is_sensitive) AS sensitive_paths,
    countIf(l.is_browser_like) AS browser_like,
    sum(l.bytes_out) AS bytes_out,
    uniqCombinedState(12)(cityHash64(l.client_ip)) AS addresses,
    uniqCombinedIfState(12)(cityHash64(ifNull(l.ja4, '')), ifNull(l.ja4, '') != '' AND l.client_ip = l.src_ip) AS ja4s,
    uniqCombinedState(12)(cityHash64(l.host)) AS hosts,
    uniqCombinedState(12)(cityHash64(l.user_agent)) AS user_agents
FROM {database}.http_logs AS l
ARRAY JOIN arrayFilter(pair -> pair.2 != '' OR pair.1 = 'path', [('path', l.path),
    ('ja3', if(l.client_ip = l.src_ip, ifNull(l.ja3_hash, ''), ''))]) AS entity
GROUP BY entity_type, entity_value, hour;
