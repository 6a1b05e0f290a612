-- What people and workers write: keys, users, models, scores, detections. Each row is the newest by `version` (milliseconds of
-- the write, never going back); read with FINAL or argMax.

CREATE TABLE IF NOT EXISTS {database}.api_keys {on_cluster}
(
    key_id String,
    name String,
    kind LowCardinality(String) COMMENT 'sensor, worker, reader, analyst, admin, bouncer',
    scopes Array(LowCardinality(String)),
    sensor_id String COMMENT 'the sensor that a sensor key speaks for, else empty',
    secret_hash String COMMENT 'SHA-256 of the secret in hex',
    created_at DateTime64(3, 'UTC'),
    created_by String,
    expires_at Nullable(DateTime64(3, 'UTC')),
    last_used_at Nullable(DateTime64(3, 'UTC')),
    revoked_at Nullable(DateTime64(3, 'UTC')),
    version UInt64
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY key_id
SETTINGS fsync_after_insert = 1;

CREATE TABLE IF NOT EXISTS {database}.users {on_cluster}
(
    user_id String,
    login String,
    password_hash String,
    role LowCardinality(String) COMMENT 'viewer, analyst, admin',
    created_at DateTime64(3, 'UTC'),
    disabled_at Nullable(DateTime64(3, 'UTC')),
    version UInt64
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY user_id
SETTINGS fsync_after_insert = 1;

CREATE TABLE IF NOT EXISTS {database}.sessions {on_cluster}
(
    session_hash String COMMENT 'SHA-256 of the cookie in hex',
    user_id String,
    created_at DateTime64(3, 'UTC'),
    expires_at DateTime64(3, 'UTC'),
    revoked_at Nullable(DateTime64(3, 'UTC')),
    version UInt64
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY session_hash
TTL toDateTime(expires_at) + INTERVAL 1 DAY;

CREATE TABLE IF NOT EXISTS {database}.models {on_cluster}
(
    model_id UUID,
    state LowCardinality(String) COMMENT 'candidate, champion, retired',
    algorithm LowCardinality(String),
    feature_version UInt32,
    features Array(LowCardinality(String)),
    parameters Map(LowCardinality(String), Float64),
    metrics Map(LowCardinality(String), Float64),
    thresholds Map(LowCardinality(String), Float64) COMMENT 'cuts of the score and points of its distribution',
    trained_from DateTime64(3, 'UTC'),
    trained_to DateTime64(3, 'UTC'),
    rows UInt64 COMMENT 'rows it was trained on',
    seed UInt64,
    artifact String COMMENT 'the compiled forest' CODEC(ZSTD(3)),
    checksum String COMMENT 'SHA-256 of the artifact in hex',
    created_at DateTime64(3, 'UTC'),
    created_by String,
    promoted_at Nullable(DateTime64(3, 'UTC')),
    version UInt64
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY model_id
SETTINGS fsync_after_insert = 1;

CREATE TABLE IF NOT EXISTS {database}.scores {on_cluster}
(
    hour DateTime('UTC'),
    client_ip IPv6,
    ja4 LowCardinality(String) COMMENT 'empty when no handshake was seen',
    host LowCardinality(String),
    model_id UUID,
    requests UInt64,
    score Float64 COMMENT '0 normal to 1 anomalous',
    percentile Nullable(Float64) COMMENT 'share of clean rows that score lower, 0 to 1',
    contributions Array(Tuple(feature String, value Nullable(Float64), contribution Float64)),
    scored_at DateTime64(3, 'UTC')
)
ENGINE = {engine:ReplacingMergeTree(scored_at)}
PARTITION BY toYYYYMMDD(hour)
ORDER BY (hour, client_ip, ja4, host, model_id)
TTL hour + INTERVAL {retention_days} DAY
SETTINGS ttl_only_drop_parts = 1;

CREATE TABLE IF NOT EXISTS {database}.detections {on_cluster}
(
    detection_id UUID COMMENT 'UUIDv5 of key',
    key String COMMENT 'names the actor for ever',
    kind LowCardinality(String) COMMENT 'evidence, anomaly',
    client_ip IPv6,
    ja4 LowCardinality(String),
    host LowCardinality(String),
    first_seen DateTime64(6, 'UTC'),
    last_seen DateTime64(6, 'UTC'),
    requests UInt64,
    score Float64,
    level LowCardinality(String) COMMENT 'critical, high, medium, low',
    model_id Nullable(UUID),
    reasons Array(Tuple(key String, severity String, detail String, feature Nullable(String), value Nullable(Float64), expected Nullable(Float64))),
    status LowCardinality(String) COMMENT 'open, acknowledged, escalated, closed',
    assignee String,
    comment String,
    created_at DateTime64(3, 'UTC'),
    updated_at DateTime64(3, 'UTC'),
    updated_by String COMMENT 'key or person',
    closed_at Nullable(DateTime64(3, 'UTC')),
    version UInt64 COMMENT 'one more with every change'
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY detection_id
SETTINGS fsync_after_insert = 1;

CREATE TABLE IF NOT EXISTS {database}.audit {on_cluster}
(
    time DateTime64(3, 'UTC'),
    actor String COMMENT 'key or user id',
    actor_kind LowCardinality(String),
    operation LowCardinality(String) COMMENT 'operation id of the API',
    target String,
    detail String COMMENT 'JSON object'
)
ENGINE = {engine:MergeTree}
PARTITION BY toYYYYMM(time)
ORDER BY (time, actor);
