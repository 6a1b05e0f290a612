DROP VIEW IF EXISTS {database}.agg_header_fingerprint_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_ja4_prevalence_1h_view {on_cluster};

DROP VIEW IF EXISTS {database}.agg_fleet_1h {on_cluster};

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
