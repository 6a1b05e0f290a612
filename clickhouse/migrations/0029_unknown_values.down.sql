DROP VIEW IF EXISTS {database}.agg_header_fingerprint_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_ja4_prevalence_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_fleet_1h {on_cluster};

DROP VIEW IF EXISTS {database}.agg_entity_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_entity_1h_paths_view {on_cluster};

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
