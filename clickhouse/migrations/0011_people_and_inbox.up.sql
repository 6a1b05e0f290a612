-- People and what everyone did; the history of detections and what was done to many at once; campaigns; what became of models.

ALTER TABLE {database}.users {on_cluster}
    ADD COLUMN IF NOT EXISTS must_change_password Bool COMMENT 'the password was set by somebody else' AFTER password_hash,
    ADD COLUMN IF NOT EXISTS sessions_from DateTime64(3, 'UTC') COMMENT 'sessions that began earlier are over' AFTER must_change_password,
    ADD COLUMN IF NOT EXISTS created_by String AFTER created_at,
    ADD COLUMN IF NOT EXISTS updated_at DateTime64(3, 'UTC') DEFAULT created_at AFTER created_by,
    ADD COLUMN IF NOT EXISTS updated_by String AFTER updated_at;

ALTER TABLE {database}.sessions {on_cluster}
    ADD COLUMN IF NOT EXISTS address String COMMENT 'of the login' AFTER user_id,
    ADD COLUMN IF NOT EXISTS user_agent String COMMENT 'of the login' AFTER address;

-- When a key or a person was last heard, written every half minute for those that were.
CREATE TABLE IF NOT EXISTS {database}.last_uses {on_cluster}
(
    id String COMMENT 'key_id or user_id',
    used_at DateTime64(3, 'UTC'),
    address String
)
ENGINE = {engine:ReplacingMergeTree(used_at)}
ORDER BY id;

ALTER TABLE {database}.audit {on_cluster} RENAME COLUMN IF EXISTS target TO subject;

ALTER TABLE {database}.audit {on_cluster} RENAME COLUMN IF EXISTS detail TO query;

ALTER TABLE {database}.audit {on_cluster}
    ADD COLUMN IF NOT EXISTS audit_id UUID DEFAULT generateUUIDv4() FIRST,
    ADD COLUMN IF NOT EXISTS actor_name String AFTER actor,
    ADD COLUMN IF NOT EXISTS outcome UInt16 COMMENT 'HTTP status; 0 when the caller went away before the answer' AFTER query,
    ADD COLUMN IF NOT EXISTS address String AFTER outcome,
    ADD COLUMN IF NOT EXISTS request_id String AFTER address,
    COMMENT COLUMN IF EXISTS subject 'what it was about: ids of the path, or what the operation names',
    COMMENT COLUMN IF EXISTS query 'the query string of the request';

ALTER TABLE {database}.audit {on_cluster} MODIFY TTL toDateTime(time) + INTERVAL 365 DAY;

ALTER TABLE {database}.audit {on_cluster} MODIFY SETTING non_replicated_deduplication_window = 1000, ttl_only_drop_parts = 1;

ALTER TABLE {database}.detections {on_cluster}
    ADD COLUMN IF NOT EXISTS change LowCardinality(String) DEFAULT 'evidence' COMMENT 'what this version is: created, evidence, reopened, triage, bulk, undo, verdict' AFTER updated_by,
    ADD COLUMN IF NOT EXISTS bulk_id Nullable(UUID) COMMENT 'the bulk operation that decided the triage, null when a person did alone' AFTER change;

-- Every version of a detection as far as people care; what only brought evidence or a verdict is forgotten after 30 days.
CREATE TABLE IF NOT EXISTS {database}.detection_history {on_cluster}
(
    detection_id UUID,
    version UInt64,
    changed_at DateTime64(3, 'UTC'),
    changed_by String,
    change LowCardinality(String),
    bulk_id Nullable(UUID),
    status LowCardinality(String),
    assignee String,
    comment String,
    level LowCardinality(String),
    verdict LowCardinality(String),
    score Float64,
    requests UInt64,
    last_seen DateTime64(6, 'UTC'),
    reasons Array(LowCardinality(String)) COMMENT 'their keys'
)
ENGINE = {engine:ReplacingMergeTree}
ORDER BY (detection_id, version)
TTL toDateTime(changed_at) + INTERVAL 30 DAY DELETE WHERE change IN ('evidence', 'verdict');

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.detection_history_view {on_cluster} TO {database}.detection_history AS
SELECT detection_id, version, updated_at AS changed_at, updated_by AS changed_by, change, bulk_id, status, assignee, comment,
    level, verdict, score, requests, last_seen, reasons.key AS reasons
FROM {database}.detections;

CREATE TABLE IF NOT EXISTS {database}.detection_bulks {on_cluster}
(
    bulk_id UUID,
    created_at DateTime64(3, 'UTC'),
    created_by String,
    filters String COMMENT 'JSON: what chose the detections',
    change String COMMENT 'JSON: what was set',
    matched UInt64,
    undone_at Nullable(DateTime64(3, 'UTC')),
    undone_by String,
    reverted Nullable(UInt64),
    version UInt64
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY bulk_id
TTL toDateTime(created_at) + INTERVAL 365 DAY
SETTINGS fsync_after_insert = 1;

-- What a bulk operation found, written before it changes anything: its undo puts this back.
CREATE TABLE IF NOT EXISTS {database}.detection_bulk_items {on_cluster}
(
    bulk_id UUID,
    detection_id UUID,
    status LowCardinality(String),
    assignee String,
    comment String,
    closed_at Nullable(DateTime64(3, 'UTC')),
    before_bulk_id Nullable(UUID),
    created_at DateTime64(3, 'UTC')
)
ENGINE = {engine:ReplacingMergeTree}
ORDER BY (bulk_id, detection_id)
TTL toDateTime(created_at) + INTERVAL 365 DAY
SETTINGS fsync_after_insert = 1;

CREATE TABLE IF NOT EXISTS {database}.campaigns {on_cluster}
(
    campaign_id UUID COMMENT 'UUIDv5 of key',
    key String COMMENT 'names the campaign for ever',
    name String,
    first_seen DateTime64(6, 'UTC'),
    last_seen DateTime64(6, 'UTC'),
    members UInt64,
    requests UInt64,
    score Float64,
    level LowCardinality(String) COMMENT 'critical, high, medium, low',
    hosts Array(String),
    evidence Array(Tuple(trait String, value String, members UInt64, detail String)) COMMENT 'what the members share',
    status LowCardinality(String) COMMENT 'open, acknowledged, escalated, closed',
    comment String,
    created_at DateTime64(3, 'UTC'),
    updated_at DateTime64(3, 'UTC'),
    updated_by String,
    change LowCardinality(String) COMMENT 'what this version is: created, evidence, triage',
    version UInt64 COMMENT 'one more with every change'
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY campaign_id
SETTINGS fsync_after_insert = 1;

CREATE TABLE IF NOT EXISTS {database}.campaign_history {on_cluster} AS {database}.campaigns
ENGINE = {engine:ReplacingMergeTree}
ORDER BY (campaign_id, version)
TTL toDateTime(updated_at) + INTERVAL 30 DAY DELETE WHERE change = 'evidence';

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.campaign_history_view {on_cluster} TO {database}.campaign_history AS
SELECT * FROM {database}.campaigns;

-- Members are only ever added or refreshed: an address that stopped taking part keeps when it was last seen.
CREATE TABLE IF NOT EXISTS {database}.campaign_members {on_cluster}
(
    campaign_id UUID,
    client_ip IPv6,
    ja4 LowCardinality(String),
    host LowCardinality(String) COMMENT 'where it was seen most',
    first_seen DateTime64(6, 'UTC'),
    last_seen DateTime64(6, 'UTC'),
    requests UInt64,
    score Float64,
    traits Array(Tuple(trait String, value String)) COMMENT 'ja4, header_order, path_bucket, leaves ...: what it shares with others',
    measures Map(LowCardinality(String), Float64) COMMENT 'numbers to plot it by',
    version UInt64 COMMENT 'of the campaign that wrote it'
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY (campaign_id, client_ip);

ALTER TABLE {database}.models {on_cluster}
    ADD COLUMN IF NOT EXISTS parent_id Nullable(UUID) COMMENT 'the champion when it was made: what it was to beat' AFTER created_by,
    ADD COLUMN IF NOT EXISTS replaced_id Nullable(UUID) COMMENT 'the champion whose place it took: where a roll back goes' AFTER promoted_at;

-- Each decision about a model, by whom and why; written once, never changed.
CREATE TABLE IF NOT EXISTS {database}.model_decisions {on_cluster}
(
    decision_id UUID,
    decided_at DateTime64(3, 'UTC'),
    model_id UUID,
    decision LowCardinality(String) COMMENT 'created, promoted, retired, rolled_back, accepted, refused, shadowed',
    decided_by String,
    reason String,
    measures Map(LowCardinality(String), Float64) COMMENT 'what it was decided by'
)
ENGINE = {engine:MergeTree}
ORDER BY (decided_at, decision_id)
SETTINGS fsync_after_insert = 1;

CREATE TABLE IF NOT EXISTS {database}.model_drift {on_cluster}
(
    model_id UUID,
    window_from DateTime64(3, 'UTC'),
    window_to DateTime64(3, 'UTC'),
    feature LowCardinality(String) COMMENT 'empty: of the score itself',
    scope LowCardinality(String) COMMENT 'empty: all rows; else like ja4:t13... or asn:64496',
    method LowCardinality(String) COMMENT 'psi, ks',
    value Float64,
    threshold Float64,
    drifted Bool,
    rows UInt64,
    written_at DateTime64(3, 'UTC')
)
ENGINE = {engine:ReplacingMergeTree(written_at)}
ORDER BY (model_id, window_to, feature, scope, method)
TTL toDateTime(window_to) + INTERVAL 90 DAY;
