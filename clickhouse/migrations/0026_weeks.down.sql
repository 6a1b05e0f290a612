DROP VIEW IF EXISTS {database}.agg_user_agent_1d_view {on_cluster};

DROP TABLE IF EXISTS {database}.agg_user_agent_1d {on_cluster} SYNC;

DROP VIEW IF EXISTS {database}.agg_ip_1d_view {on_cluster};

DROP TABLE IF EXISTS {database}.agg_ip_1d {on_cluster} SYNC;

DROP VIEW IF EXISTS {database}.agg_entity_1d_view {on_cluster};

DROP TABLE IF EXISTS {database}.agg_entity_1d {on_cluster} SYNC;

DROP VIEW IF EXISTS {database}.agg_ja4_prevalence_1d_view {on_cluster};

DROP TABLE IF EXISTS {database}.agg_ja4_prevalence_1d {on_cluster} SYNC;

-- Which User-Agents come with a JA4 and an order of headers.
CREATE TABLE IF NOT EXISTS {database}.agg_user_agent_1d {on_cluster}
(
    hour DateTime('UTC') COMMENT 'start of the day',
    user_agent LowCardinality(String),
    ja4 LowCardinality(String) COMMENT 'empty when no handshake was seen, or a proxy spoke for the client',
    header_order_hash LowCardinality(String),
    first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
    requests SimpleAggregateFunction(sum, UInt64),
    addresses AggregateFunction(uniqCombined(12), UInt64)
)
ENGINE = {engine:AggregatingMergeTree}
PARTITION BY toYYYYMMDD(hour)
ORDER BY (hour, user_agent, ja4, header_order_hash)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_user_agent_1d_view {on_cluster} TO {database}.agg_user_agent_1d AS
SELECT
    toStartOfDay(g.hour) AS hour,
    g.user_agent AS user_agent,
    g.ja4 AS ja4,
    g.header_order_hash AS header_order_hash,
    min(g.first_seen) AS first_seen,
    max(g.last_seen) AS last_seen,
    sum(g.requests) AS requests,
    uniqCombinedState(12)(cityHash64(g.client_ip)) AS addresses
FROM {database}.agg_host_ip_ja4_1h AS g
GROUP BY hour, user_agent, ja4, header_order_hash;

-- The days of addresses: their JA4, User-Agent and SYN hardly change within a day; their hosts do, and are counted.
CREATE TABLE IF NOT EXISTS {database}.agg_ip_1d {on_cluster}
(
    client_ip IPv6,
    hour DateTime('UTC') COMMENT 'start of the day',
    ja4 LowCardinality(String) COMMENT 'empty when no handshake was seen, or a proxy spoke for the client',
    user_agent LowCardinality(String),
    tcp_fingerprint LowCardinality(String) COMMENT 'as in agg_host_ip_ja4_1h',
    first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
    hours_seen SimpleAggregateFunction(groupBitOr, UInt32) COMMENT 'a bit for each hour of the day, the lowest for the first',
    requests SimpleAggregateFunction(sum, UInt64),
    correlated SimpleAggregateFunction(sum, UInt64),
    not_found SimpleAggregateFunction(sum, UInt64) COMMENT '404',
    refused SimpleAggregateFunction(sum, UInt64) COMMENT '401, 403, 429',
    server_errors SimpleAggregateFunction(sum, UInt64) COMMENT '5xx',
    posts SimpleAggregateFunction(sum, UInt64),
    login_posts SimpleAggregateFunction(sum, UInt64) COMMENT 'POST to a path that asks for a password',
    sensitive_paths SimpleAggregateFunction(sum, UInt64) COMMENT 'requests for what scanners look for',
    browser_like SimpleAggregateFunction(sum, UInt64),
    bytes_out SimpleAggregateFunction(sum, UInt64),
    hosts AggregateFunction(uniqCombined(12), UInt64)
)
ENGINE = {engine:AggregatingMergeTree}
PARTITION BY toYYYYMMDD(hour)
ORDER BY (client_ip, hour, ja4, user_agent, tcp_fingerprint)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS index_granularity = 256, non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_ip_1d_view {on_cluster} TO {database}.agg_ip_1d AS
SELECT
    g.client_ip AS client_ip,
    toStartOfDay(g.hour) AS hour,
    g.ja4 AS ja4,
    g.user_agent AS user_agent,
    g.tcp_fingerprint AS tcp_fingerprint,
    min(g.first_seen) AS first_seen,
    max(g.last_seen) AS last_seen,
    groupBitOr(bitShiftLeft(toUInt32(1), toHour(g.hour))) AS hours_seen,
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
    uniqCombinedState(12)(cityHash64(g.host)) AS hosts
FROM {database}.agg_host_ip_ja4_1h AS g
GROUP BY client_ip, hour, ja4, user_agent, tcp_fingerprint;

-- The days of agg_entity_1h, without ja3.
CREATE TABLE IF NOT EXISTS {database}.agg_entity_1d {on_cluster}
(
    entity_type LowCardinality(String) COMMENT 'ja4, ja3, host, asn, country, user_agent, path; beside them orphan_reason, and all',
    entity_value String COMMENT 'as people write it, empty for all',
    hour DateTime('UTC') COMMENT 'start of the day',
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
SETTINGS index_granularity = 256, non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_entity_1d_view {on_cluster} TO {database}.agg_entity_1d AS
SELECT
    h.entity_type AS entity_type,
    h.entity_value AS entity_value,
    toStartOfDay(h.hour) AS hour,
    h.first_seen AS first_seen,
    h.last_seen AS last_seen,
    h.requests AS requests,
    h.correlated AS correlated,
    h.not_found AS not_found,
    h.refused AS refused,
    h.server_errors AS server_errors,
    h.posts AS posts,
    h.login_posts AS login_posts,
    h.sensitive_paths AS sensitive_paths,
    h.browser_like AS browser_like,
    h.bytes_out AS bytes_out,
    h.addresses AS addresses,
    h.ja4s AS ja4s,
    h.hosts AS hosts,
    h.user_agents AS user_agents
FROM {database}.agg_entity_1h AS h
WHERE h.entity_type != 'ja3';

-- The days of agg_ja4_prevalence_1h.
CREATE TABLE IF NOT EXISTS {database}.agg_ja4_prevalence_1d {on_cluster}
(
    hour DateTime('UTC') COMMENT 'start of the day',
    ja4 LowCardinality(String) COMMENT 'empty when no handshake was seen, or a proxy spoke for the client',
    host LowCardinality(String),
    first_seen SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
    requests SimpleAggregateFunction(sum, UInt64),
    addresses AggregateFunction(uniqCombined(12), UInt64),
    browser_like SimpleAggregateFunction(sum, UInt64),
    user_agents AggregateFunction(uniqCombined(12), UInt64),
    asns AggregateFunction(uniqCombined(12), UInt64),
    countries AggregateFunction(uniqCombined(12), UInt64),
    refused SimpleAggregateFunction(sum, UInt64)
)
ENGINE = {engine:AggregatingMergeTree}
PARTITION BY toYYYYMMDD(hour)
ORDER BY (hour, ja4, host)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.agg_ja4_prevalence_1d_view {on_cluster} TO {database}.agg_ja4_prevalence_1d AS
SELECT
    toStartOfDay(h.hour) AS hour,
    h.ja4 AS ja4,
    h.host AS host,
    h.first_seen AS first_seen,
    h.last_seen AS last_seen,
    h.requests AS requests,
    h.addresses AS addresses,
    h.browser_like AS browser_like,
    h.user_agents AS user_agents,
    h.asns AS asns,
    h.countries AS countries,
    h.refused AS refused
FROM {database}.agg_ja4_prevalence_1h AS h;
