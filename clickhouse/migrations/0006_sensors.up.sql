-- Sensors: who they are and how they are to work, the tokens they enrol with, and what they report of themselves.

CREATE TABLE IF NOT EXISTS {database}.sensors {on_cluster}
(
    sensor_id String,
    host_id String COMMENT 'of the machine it enrolled on; empty when its key was made by hand',
    key_id String COMMENT 'its newest key',
    old_key_ids Array(String) COMMENT 'those before, which end with the first heartbeat under the newest',
    enrolled_at Nullable(DateTime64(3, 'UTC')),
    enrolled_by String COMMENT 'who made the token',
    revoked_at Nullable(DateTime64(3, 'UTC')),
    settings Map(LowCardinality(String), String) COMMENT 'remote configuration',
    config_version UInt32 COMMENT 'one more with every change of settings, 0 before the first',
    config_updated_at Nullable(DateTime64(3, 'UTC')),
    config_updated_by String,
    version UInt64 COMMENT 'one more with every change'
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY sensor_id
SETTINGS fsync_after_insert = 1;

CREATE TABLE IF NOT EXISTS {database}.sensor_tokens {on_cluster}
(
    token_id UUID,
    sensor_id String COMMENT 'the name of the sensor that enrols with it',
    secret_hash String COMMENT 'SHA-256 of the token in hex',
    created_at DateTime64(3, 'UTC'),
    created_by String,
    expires_at DateTime64(3, 'UTC'),
    used_at Nullable(DateTime64(3, 'UTC')),
    version UInt64 COMMENT 'one more with every change'
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY token_id
TTL toDateTime(expires_at) + INTERVAL {retention_days} DAY
SETTINGS fsync_after_insert = 1;

CREATE TABLE IF NOT EXISTS {database}.sensor_heartbeats {on_cluster}
(
    time DateTime64(3, 'UTC') COMMENT 'of its arrival: the clock of a sensor may be wrong',
    sensor_id LowCardinality(String),
    host_id String,
    hostname String,
    sensor_version LowCardinality(String),
    started_at DateTime64(3, 'UTC'),
    clock_skew_ms Int64 COMMENT 'positive when the clock of the sensor is ahead',
    config_version UInt32 COMMENT 'the configuration that it works by',
    config_error String,
    config_overridden Array(LowCardinality(String)) COMMENT 'settings that its host decides',
    delivery LowCardinality(String) COMMENT 'sending, waiting, held',
    trouble String,
    backlog_batches UInt64,
    backlog_bytes UInt64,
    lost UInt64,
    counters Map(LowCardinality(String), UInt64)
)
ENGINE = {engine:MergeTree}
PARTITION BY toYYYYMMDD(time)
ORDER BY (sensor_id, time)
TTL toDateTime(time) + INTERVAL {retention_days} DAY
SETTINGS ttl_only_drop_parts = 1;

-- The newest heartbeat of each sensor, which stays.
CREATE TABLE IF NOT EXISTS {database}.sensor_last_heartbeats {on_cluster} AS {database}.sensor_heartbeats
ENGINE = {engine:ReplacingMergeTree(time)}
ORDER BY sensor_id;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.sensor_last_heartbeats_view {on_cluster} TO {database}.sensor_last_heartbeats AS
SELECT * FROM {database}.sensor_heartbeats;
