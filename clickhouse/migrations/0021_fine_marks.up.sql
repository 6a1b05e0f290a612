-- One entity is a few rows of the tables of entities, and its page asks for them in a dozen ways: a mark for each 256 rows in place of 8,192
-- has it read 1 in 16 of what it read (a country's fortnight: 190 to 27 ms of processor time with ten million requests), in files of the
-- same size. A mark cannot be changed, so the tables are made anew, and the API fills them when it starts.

DROP VIEW IF EXISTS {database}.agg_entity_1d_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_entity_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_entity_1h_paths_view {on_cluster};

DROP TABLE IF EXISTS {database}.agg_entity_1d {on_cluster} SYNC;

DROP TABLE IF EXISTS {database}.agg_entity_1h {on_cluster} SYNC;

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
SETTINGS index_granularity = 256, non_replicated_deduplication_window = 20000, ttl_only_drop_parts = 1,
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
