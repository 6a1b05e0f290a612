-- The aggregate is again as 0003 made it, and filled by the hourly check.
DROP VIEW IF EXISTS {database}.agg_host_ip_ja4_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_path_sequences_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_request_timing_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_resource_cascade_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_ip_behavior_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_header_fingerprint_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_ja4_prevalence_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_fleet_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_entity_1h_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_entity_1h_paths_view {on_cluster};
DROP VIEW IF EXISTS {database}.agg_handshakes_1h_view {on_cluster};
DROP TABLE IF EXISTS {database}.agg_host_ip_ja4_1h {on_cluster} SYNC;
DROP TABLE IF EXISTS {database}.agg_path_sequences_1h {on_cluster} SYNC;
DROP TABLE IF EXISTS {database}.agg_request_timing_1h {on_cluster} SYNC;
DROP TABLE IF EXISTS {database}.agg_resource_cascade_1h {on_cluster} SYNC;
DROP TABLE IF EXISTS {database}.agg_ip_behavior_1h {on_cluster} SYNC;
DROP TABLE IF EXISTS {database}.agg_header_fingerprint_1h {on_cluster} SYNC;
DROP TABLE IF EXISTS {database}.agg_ja4_prevalence_1h {on_cluster} SYNC;
DROP TABLE IF EXISTS {database}.agg_fleet_1h {on_cluster} SYNC;
DROP TABLE IF EXISTS {database}.agg_entity_1h {on_cluster} SYNC;
DROP TABLE IF EXISTS {database}.agg_handshakes_1h {on_cluster} SYNC;
DROP VIEW IF EXISTS {database}.requests_by_client_view {on_cluster};
DROP TABLE IF EXISTS {database}.requests_by_client {on_cluster} SYNC;
ALTER TABLE {database}.http_logs {on_cluster}
    DROP COLUMN IF EXISTS is_browser_like,
    DROP COLUMN IF EXISTS is_modern_browser,
    DROP COLUMN IF EXISTS resource,
    DROP COLUMN IF EXISTS is_login,
    DROP COLUMN IF EXISTS is_sensitive;

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
    minutes SimpleAggregateFunction(sumMap, Map(UInt8, UInt64)) COMMENT 'requests in each minute of the hour',
    arrivals AggregateFunction(groupArraySorted(1000), UInt32) COMMENT 'milliseconds into the hour, the first 1,000',
    paths AggregateFunction(uniq, String),
    path_segments SimpleAggregateFunction(sum, UInt64),
    path_length_p95 AggregateFunction(quantileTDigest(0.95), UInt32) COMMENT 'of path and query',
    with_query SimpleAggregateFunction(sum, UInt64),
    sensitive_paths SimpleAggregateFunction(sum, UInt64) COMMENT 'requests for what scanners look for',
    assets SimpleAggregateFunction(sum, UInt64) COMMENT 'styles, scripts, images, fonts',
    not_found SimpleAggregateFunction(sum, UInt64) COMMENT '404',
    refused SimpleAggregateFunction(sum, UInt64) COMMENT '401, 403, 429',
    server_errors SimpleAggregateFunction(sum, UInt64) COMMENT '5xx',
    not_modified SimpleAggregateFunction(sum, UInt64) COMMENT '304',
    posts SimpleAggregateFunction(sum, UInt64),
    login_posts SimpleAggregateFunction(sum, UInt64) COMMENT 'POST to a path that asks for a password',
    sensitive_samples AggregateFunction(groupUniqArray(10), String) COMMENT 'some of sensitive_paths, cut at 200 bytes',
    path_samples AggregateFunction(groupUniqArray(10), String) COMMENT 'some paths, cut at 200 bytes; topK would cost 10 kB a row',
    login_refused SimpleAggregateFunction(sum, UInt64) COMMENT 'login_posts answered 401, 403 or 429',
    odd_methods SimpleAggregateFunction(sum, UInt64) COMMENT 'other than GET, HEAD, POST',
    with_referer SimpleAggregateFunction(sum, UInt64),
    without_accept_language SimpleAggregateFunction(sum, UInt64),
    without_sec_fetch SimpleAggregateFunction(sum, UInt64) COMMENT 'https without Sec-Fetch-Mode although the User-Agent is a modern browser',
    header_count SimpleAggregateFunction(sum, UInt64) COMMENT 'headers in all requests together',
    header_orders AggregateFunction(uniq, String),
    header_names AggregateFunction(groupUniqArray(5), String) COMMENT 'client_headers, cut at 1,000 bytes',
    user_agents AggregateFunction(groupUniqArray(20), String) COMMENT 'some of them',
    user_agent_count AggregateFunction(uniq, String),
    connections AggregateFunction(uniq, String),
    answer_sizes AggregateFunction(uniq, UInt64),
    bytes_in SimpleAggregateFunction(sum, UInt64),
    bytes_out SimpleAggregateFunction(sum, UInt64),
    with_sni SimpleAggregateFunction(sum, UInt64) COMMENT 'the handshake asked for a name',
    sni_mismatches SimpleAggregateFunction(sum, UInt64) COMMENT 'with_sni, and Host is another name',
    syn_to_clienthello_ms AggregateFunction(quantileTDigest(0.5), Nullable(Float64)),
    ja4_rs AggregateFunction(groupUniqArray(1), Nullable(String)),
    orphans SimpleAggregateFunction(sumMap, Map(String, UInt64)) COMMENT 'requests by orphan_reason',
    ja4_stables AggregateFunction(groupUniqArray(4), Nullable(String)),
    tcp_options AggregateFunction(groupUniqArray(4), Nullable(String)),
    ttls AggregateFunction(groupUniqArray(4), Nullable(UInt8)),
    http_versions AggregateFunction(groupUniqArray(4), String),
    alpns AggregateFunction(groupUniqArray(4), String)
)
ENGINE = {engine:AggregatingMergeTree}
PARTITION BY toYYYYMMDD(hour)
ORDER BY (hour, host, client_ip, ja4, correlated)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS non_replicated_deduplication_window = 20000, fsync_after_insert = 1, fsync_part_directory = 1, ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_host_ip_ja4_1h_view {on_cluster} TO {database}.agg_host_ip_ja4_1h AS
WITH
    -- Behind a proxy the TLS and TCP facts are the proxy's, never the client's.
    l.client_ip = l.src_ip AS is_direct,
    match(l.path, '(?i)^/(\\.(env|git|svn|hg|aws|ssh|htpasswd|htaccess|ds_store|vscode)|wp-(login|config|admin|content/plugins)|xmlrpc\\.php|phpmyadmin|pma|adminer|admin\\.php|config\\.(php|json|ya?ml)|actuator|server-status|cgi-bin|vendor/phpunit|solr|manager/html|boaform|hnap1|console|shell|backup|dump\\.sql|db\\.sql|id_rsa|etc/passwd|owa/|autodiscover|_ignition|telescope|debug)|\\.\\./|%2e%2e|/etc/passwd|\\.(bak|old|sql|swp|save)$') AS is_sensitive,
    match(l.path, '(?i)(log-?in|sign-?in|signon|auth|session|password|xmlrpc)') AS is_login
SELECT
    toStartOfHour(toDateTime(l.time, 'UTC')) AS hour,
    l.client_ip AS client_ip,
    if(is_direct, ifNull(l.ja4, ''), '') AS ja4,
    l.host AS host,
    l.correlated AS correlated,
    min(l.time) AS first_seen,
    max(l.time) AS last_seen,
    count() AS requests,
    sumMap(map(toUInt8(toMinute(l.time)), toUInt64(1))) AS minutes,
    groupArraySortedState(1000)(toUInt32(toUnixTimestamp64Milli(l.time) % 3600000)) AS arrivals,
    uniqState(l.path) AS paths,
    sum(toUInt64(countSubstrings(trimRight(l.path, '/'), '/'))) AS path_segments,
    quantileTDigestState(0.95)(toUInt32(length(l.path) + length(l.query))) AS path_length_p95,
    countIf(l.query != '') AS with_query,
    countIf(is_sensitive) AS sensitive_paths,
    countIf(match(l.path, '(?i)\\.(css|m?js|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|otf|eot|map|mp4|webm)$')) AS assets,
    countIf(l.status = 404) AS not_found,
    countIf(l.status IN (401, 403, 429)) AS refused,
    countIf(l.status BETWEEN 500 AND 599) AS server_errors,
    countIf(l.status = 304) AS not_modified,
    countIf(l.method = 'POST') AS posts,
    countIf(l.method = 'POST' AND is_login) AS login_posts,
    groupUniqArrayIfState(10)(substring(l.path, 1, 200), is_sensitive) AS sensitive_samples,
    groupUniqArrayState(10)(substring(l.path, 1, 200)) AS path_samples,
    countIf(l.method = 'POST' AND l.status IN (401, 403, 429) AND is_login) AS login_refused,
    countIf(l.method NOT IN ('GET', 'HEAD', 'POST')) AS odd_methods,
    countIf(l.referer != '') AS with_referer,
    countIf(l.accept_language = '') AS without_accept_language,
    countIf(l.scheme = 'https' AND l.sec_fetch_mode = '' AND match(l.user_agent, '(Chrome|Firefox|Edg)/(9[0-9]|1[0-9][0-9])')) AS without_sec_fetch,
    sum(toUInt64(length(l.headers))) AS header_count,
    uniqState(toString(l.header_order_hash)) AS header_orders,
    groupUniqArrayState(5)(substring(toString(l.client_headers), 1, 1000)) AS header_names,
    groupUniqArrayState(20)(toString(l.user_agent)) AS user_agents,
    uniqState(toString(l.user_agent)) AS user_agent_count,
    uniqState(if(l.conn_id != '', l.conn_id, concat(toString(l.src_ip), ' ', toString(l.src_port), ' ', ifNull(toString(l.tls_time), '')))) AS connections,
    uniqState(l.bytes_out) AS answer_sizes,
    sum(l.bytes_in) AS bytes_in,
    sum(l.bytes_out) AS bytes_out,
    countIf(is_direct AND ifNull(l.tls_sni, '') != '') AS with_sni,
    countIf(is_direct AND ifNull(l.tls_sni, '') != '' AND lower(replaceRegexpOne(l.host, ':[0-9]+$', '')) != lower(ifNull(toString(l.tls_sni), ''))) AS sni_mismatches,
    quantileTDigestState(0.5)(if(is_direct, l.syn_to_clienthello_ms, NULL)) AS syn_to_clienthello_ms,
    groupUniqArrayState(1)(if(is_direct, CAST(l.ja4_r, 'Nullable(String)'), NULL)) AS ja4_rs,
    sumMap(if(l.correlated, CAST(map(), 'Map(String, UInt64)'), map(toString(l.orphan_reason), toUInt64(1)))) AS orphans,
    groupUniqArrayState(4)(if(is_direct, CAST(l.ja4_stable, 'Nullable(String)'), NULL)) AS ja4_stables,
    groupUniqArrayState(4)(if(is_direct, CAST(l.tcp_meta_options, 'Nullable(String)'), NULL)) AS tcp_options,
    groupUniqArrayState(4)(if(is_direct, l.ip_meta_ttl, NULL)) AS ttls,
    groupUniqArrayState(4)(toString(l.http_version)) AS http_versions,
    groupUniqArrayState(4)(if(is_direct, arrayStringConcat(l.tls_alpn, ','), '')) AS alpns
FROM {database}.http_logs AS l
GROUP BY hour, client_ip, ja4, host, correlated;

ALTER TABLE {database}.agg_host_ip_ja4_1h {on_cluster} MODIFY SETTING min_bytes_for_wide_part = 134217728, merge_selector_base = 20;
