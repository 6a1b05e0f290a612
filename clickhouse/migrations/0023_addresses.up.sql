-- The days of addresses: lists of a fortnight's addresses read a row of each address, host and hour (ten million requests: 1.1 s of processor
-- time for the addresses with the most requests, 2.0 s for those whose SYN and User-Agent contradict each other). What an address is
-- told by besides, JA4, User-Agent and SYN, hardly changes within a day; its hosts do, and are counted.
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
