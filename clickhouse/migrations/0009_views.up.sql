-- Views for people and for tools that speak SQL. Windows count back from now. Addresses are text as people write them; src_ip is the
-- client's address, behind trusted proxies too. Views read http_logs where an aggregate keeps only some of the values.

-- Who sent ten or more POSTs to a host in the last 24 hours.
CREATE VIEW IF NOT EXISTS {database}.view_form_bruteforce_detected {on_cluster} AS
SELECT
    replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS src_ip,
    t.host AS host,
    sum(t.posts) AS count_post,
    sum(t.login_posts) AS count_login_post,
    sum(t.login_refused) AS count_login_refused,
    sum(t.requests) AS requests,
    min(t.first_seen) AS first_seen,
    max(t.last_seen) AS last_seen
FROM {database}.agg_host_ip_ja4_1h AS t
WHERE t.hour > now() - INTERVAL 24 HOUR
GROUP BY src_ip, host
HAVING count_post >= 10;

-- Which addresses came with two or more JA4s in the last 24 hours.
CREATE VIEW IF NOT EXISTS {database}.view_host_ip_ja4_rotation {on_cluster} AS
SELECT
    replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS src_ip,
    uniqExactIf(t.ja4, t.ja4 != '') AS distinct_ja4_count,
    arraySort(groupUniqArrayIf(toString(t.ja4), t.ja4 != '')) AS ja4s,
    arraySort(groupUniqArray(toString(t.host))) AS hosts,
    sum(t.requests) AS requests,
    min(t.first_seen) AS first_seen,
    max(t.last_seen) AS last_seen
FROM {database}.agg_host_ip_ja4_1h AS t
WHERE t.hour > now() - INTERVAL 24 HOUR
GROUP BY src_ip
HAVING distinct_ja4_count >= 2;

-- Each value of each attribute in the last seven days, with who had it: one row for each value, client, JA4, host and day.
CREATE VIEW IF NOT EXISTS {database}.view_dashboard_entities {on_cluster} AS
SELECT
    entity.1 AS entity_type,
    entity.2 AS entity_value,
    replaceRegexpOne(toString(g.client_ip), '^::ffff:', '') AS src_ip,
    g.ja4 AS ja4,
    g.host AS host,
    g.log_date AS log_date,
    sum(g.requests) AS requests,
    arraySort(groupUniqArrayIf(g.client_headers, g.client_headers != '')) AS client_headers,
    arraySort(groupUniqArrayIf(g.asn, g.asn != '')) AS asns,
    arraySort(groupUniqArrayIf(g.country, g.country != '')) AS countries,
    arraySort(groupUniqArrayIf(g.user_agent, g.user_agent != '')) AS user_agents
FROM
(
    SELECT
        l.client_ip AS client_ip,
        if(l.client_ip = l.src_ip, ifNull(toString(l.ja4), ''), '') AS ja4,
        toString(l.host) AS host,
        toDate(l.time, 'UTC') AS log_date,
        toString(l.client_headers) AS client_headers,
        ifNull(toString(l.asn), '') AS asn,
        ifNull(toString(l.country), '') AS country,
        toString(l.user_agent) AS user_agent,
        count() AS requests
    FROM {database}.http_logs AS l
    WHERE l.time >= now() - INTERVAL 7 DAY
    GROUP BY client_ip, ja4, host, log_date, client_headers, asn, country, user_agent
) AS g
ARRAY JOIN arrayFilter(pair -> pair.2 != '', [('ip', replaceRegexpOne(toString(g.client_ip), '^::ffff:', '')), ('ja4', g.ja4),
    ('country', g.country), ('asn', g.asn), ('host', g.host)]) AS entity
GROUP BY entity_type, entity_value, src_ip, ja4, host, log_date;

-- User-Agents of each client and JA4 in each hour of the last seven days.
CREATE VIEW IF NOT EXISTS {database}.view_dashboard_user_agents {on_cluster} AS
SELECT
    replaceRegexpOne(toString(l.client_ip), '^::ffff:', '') AS src_ip,
    if(l.client_ip = l.src_ip, ifNull(toString(l.ja4), ''), '') AS ja4,
    toStartOfHour(toDateTime(l.time, 'UTC')) AS hour,
    toDate(l.time, 'UTC') AS log_date,
    arraySort(groupUniqArrayIf(toString(l.user_agent), l.user_agent != '')) AS user_agents,
    count() AS requests
FROM {database}.http_logs AS l
WHERE l.time >= now() - INTERVAL 7 DAY
GROUP BY src_ip, ja4, hour, log_date;

-- Who comes back: on how many days and in how many hours an address was seen, and what was found of it.
CREATE VIEW IF NOT EXISTS {database}.view_ip_recurrence {on_cluster} AS
SELECT
    replaceRegexpOne(toString(v.client_ip), '^::ffff:', '') AS src_ip,
    v.active_days AS active_days,
    v.active_hours AS active_hours,
    v.requests AS requests,
    v.first_seen AS first_seen,
    v.last_seen AS last_seen,
    d.recurrence AS recurrence,
    d.worst_score AS worst_score,
    d.worst_level AS worst_level
FROM
(
    SELECT t.client_ip AS client_ip, uniqExact(toDate(t.hour)) AS active_days, uniqExact(t.hour) AS active_hours,
        sum(t.requests) AS requests, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen
    FROM {database}.agg_ip_behavior_1h AS t
    GROUP BY client_ip
) AS v
LEFT JOIN
(
    SELECT f.client_ip AS client_ip, count() AS recurrence, max(f.score) AS worst_score,
        argMin(toString(f.level), indexOf(['critical', 'high', 'medium', 'low'], toString(f.level))) AS worst_level
    FROM {database}.detections AS f FINAL
    GROUP BY client_ip
) AS d ON d.client_ip = v.client_ip;

-- What a client did on a host with one handshake in an hour, as figures. What cannot be known is NULL.
CREATE VIEW IF NOT EXISTS {database}.view_ai_features_1h {on_cluster} AS
SELECT
    t.hour AS hour,
    replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS src_ip,
    t.ja4 AS ja4,
    t.host AS host,
    sum(t.requests) AS requests,
    sumIf(t.requests, t.correlated) / requests AS correlated_ratio,
    sum(t.posts) / requests AS post_ratio,
    sum(t.login_posts) / requests AS login_post_ratio,
    sum(t.odd_methods) / requests AS odd_method_ratio,
    sum(t.sensitive_paths) / requests AS sensitive_path_ratio,
    sum(t.sensitive_served) / requests AS sensitive_served_ratio,
    sum(t.documents) / requests AS document_ratio,
    sum(t.assets) / requests AS asset_ratio,
    sum(t.not_found) / requests AS not_found_ratio,
    sum(t.refused) / requests AS refused_ratio,
    sum(t.server_errors) / requests AS server_error_ratio,
    sum(t.not_modified) / requests AS not_modified_ratio,
    sum(t.with_referer) / requests AS referer_ratio,
    sum(t.header_count) / requests AS header_count,
    uniqCombinedMerge(12)(t.header_orders) AS header_orders,
    uniqCombinedMerge(12)(t.user_agent_count) AS user_agents,
    sum(t.without_accept_language) / requests AS accept_language_missing,
    sum(t.without_accept_encoding) / requests AS accept_encoding_missing,
    sum(t.without_sec_fetch) / requests AS sec_fetch_missing,
    sum(t.client_hint_mismatches) / requests AS client_hint_mismatch,
    sum(t.browser_like) / requests AS browser_like_ratio,
    requests / uniqCombinedMerge(12)(t.connections) AS connection_reuse,
    uniqCombinedMerge(12)(t.answer_sizes) / requests AS answer_sizes,
    if(sum(t.posts) = 0, NULL, uniqCombinedMerge(12)(t.post_answer_sizes) / sum(t.posts)) AS post_answer_sizes,
    if(sum(t.with_sni) = 0, NULL, sum(t.sni_mismatches) / sum(t.with_sni)) AS sni_mismatch,
    sum(t.alpn_mismatches) / requests AS alpn_mismatch,
    min(t.tcp_mss) AS tcp_mss,
    min(t.ttl_min) AS ttl,
    max(t.tcp_window_size) AS tcp_window_size,
    max(t.tcp_options) AS tcp_options
FROM {database}.agg_host_ip_ja4_1h AS t
GROUP BY hour, src_ip, ja4, host;

-- The same over the last 24 hours.
CREATE VIEW IF NOT EXISTS {database}.view_ai_features_24h {on_cluster} AS
SELECT
    replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS src_ip,
    t.ja4 AS ja4,
    t.host AS host,
    uniqExact(t.hour) AS active_hours,
    sum(t.requests) AS requests,
    sumIf(t.requests, t.correlated) / requests AS correlated_ratio,
    sum(t.posts) / requests AS post_ratio,
    sum(t.login_posts) / requests AS login_post_ratio,
    sum(t.sensitive_paths) / requests AS sensitive_path_ratio,
    sum(t.documents) / requests AS document_ratio,
    sum(t.assets) / requests AS asset_ratio,
    sum(t.not_found) / requests AS not_found_ratio,
    sum(t.refused) / requests AS refused_ratio,
    sum(t.server_errors) / requests AS server_error_ratio,
    sum(t.with_referer) / requests AS referer_ratio,
    sum(t.browser_like) / requests AS browser_like_ratio,
    uniqCombinedMerge(12)(t.header_orders) AS header_orders,
    uniqCombinedMerge(12)(t.user_agent_count) AS user_agents,
    requests / uniqCombinedMerge(12)(t.connections) AS connection_reuse
FROM {database}.agg_host_ip_ja4_1h AS t
WHERE t.hour > now() - INTERVAL 24 HOUR
GROUP BY src_ip, ja4, host;

-- Rhythm and variety, from up to 500 requests of the hour: see agg_path_sequences_1h.
CREATE VIEW IF NOT EXISTS {database}.view_thesis_features_1h {on_cluster} AS
WITH
    arraySort(groupArrayMerge(500)(t.steps)) AS steps,
    arrayPopFront(arrayDifference(arrayMap(step -> toInt64(bitShiftRight(step, 42)), steps))) AS gaps,
    arrayPopFront(arrayDifference(arrayMap(step -> toInt64(bitShiftRight(step, 42)), arrayFilter(step -> bitAnd(step, 127) = 1, steps)))) AS document_gaps,
    arrayReduce('sumMap', arrayMap(step -> [bitAnd(bitShiftRight(step, 18), 16777215)], steps), arrayMap(step -> [1], steps)).2 AS path_counts
SELECT
    t.hour AS hour,
    replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS src_ip,
    t.ja4 AS ja4,
    t.host AS host,
    sum(t.requests) AS requests,
    uniqCombinedMerge(12)(t.paths) / requests AS unique_path_ratio,
    arraySum(n -> -(n / length(steps)) * log2(n / length(steps)), path_counts) AS path_entropy,
    arrayMax(path_counts) / length(steps) AS top_path_share,
    if(sum(t.with_query) = 0, NULL, uniqCombinedMerge(12)(t.urls) / requests) AS unique_url_ratio,
    if(empty(gaps), NULL, arrayReduce('median', gaps) / 1000) AS gap_median,
    if(length(gaps) < 2 OR arrayMax(gaps) = 0, NULL, arrayReduce('stddevPop', gaps) / arrayAvg(gaps)) AS gap_variation,
    if(length(gaps) < 4, NULL, arrayReduce('corr', arrayPopBack(gaps), arrayPopFront(gaps))) AS gap_correlation,
    if(empty(document_gaps), NULL, arrayReduce('median', document_gaps) / 1000) AS think_time
FROM {database}.agg_path_sequences_1h AS t
GROUP BY hour, src_ip, ja4, host;

-- What pages brought with them.
CREATE VIEW IF NOT EXISTS {database}.view_resource_cascade_1h {on_cluster} AS
SELECT
    t.hour AS hour,
    replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS src_ip,
    t.ja4 AS ja4,
    t.host AS host,
    sum(t.requests) AS requests,
    sum(t.documents) AS documents,
    sum(t.styles) AS styles,
    sum(t.scripts) AS scripts,
    sum(t.images) AS images,
    sum(t.fonts) AS fonts,
    sum(t.favicons) AS favicons,
    styles + scripts + images + fonts + favicons + sum(t.media) AS assets,
    if(documents = 0, NULL, assets / documents) AS assets_per_document,
    if(assets = 0, NULL, sum(t.assets_with_referer) / assets) AS asset_referer_ratio,
    documents > 0 AND assets = 0 AS documents_without_assets
FROM {database}.agg_resource_cascade_1h AS t
GROUP BY hour, src_ip, ja4, host;
