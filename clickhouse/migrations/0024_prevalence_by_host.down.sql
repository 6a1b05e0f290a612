DROP VIEW IF EXISTS {database}.agg_ja4_prevalence_1d_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_ja4_prevalence_1h_view {on_cluster};

DROP TABLE IF EXISTS {database}.agg_ja4_prevalence_1h {on_cluster} SYNC;

-- How common a JA4 is on a host, and how much of it looks like a browser.
CREATE TABLE IF NOT EXISTS {database}.agg_ja4_prevalence_1h {on_cluster}
(
    hour DateTime('UTC'),
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
SETTINGS non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1,
    min_bytes_for_wide_part = 134217728, merge_selector_base = 20;

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
