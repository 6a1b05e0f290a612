-- What people and programs decide on. What was removed stays as a row that says so.

-- `level` is what is shown and acted on: the detector's own, or what a label or rule made of it.
ALTER TABLE {database}.detections {on_cluster} ADD COLUMN IF NOT EXISTS found_level LowCardinality(String) DEFAULT level COMMENT 'as the detector found it' AFTER level;
ALTER TABLE {database}.detections {on_cluster} ADD COLUMN IF NOT EXISTS verdict LowCardinality(String) COMMENT 'suppressed or raised by a label or rule, else empty' AFTER found_level;
ALTER TABLE {database}.detections {on_cluster} ADD COLUMN IF NOT EXISTS verdict_by String COMMENT 'label:<id> or rule:<id>' AFTER verdict;

-- What people say of addresses, fingerprints and detections; the newest version wins.
CREATE TABLE IF NOT EXISTS {database}.labels {on_cluster}
(
    label_id UUID,
    label LowCardinality(String) COMMENT 'bot, legitimate, suspicious',
    subject LowCardinality(String) COMMENT 'address, ja4, detection',
    value String COMMENT 'address or CIDR block, JA4, id of a detection',
    host String COMMENT 'where it holds, empty: everywhere',
    comment String,
    expires_at Nullable(DateTime64(3, 'UTC')),
    created_at DateTime64(3, 'UTC'),
    created_by String,
    updated_at DateTime64(3, 'UTC'),
    updated_by String,
    removed Bool,
    version UInt64 COMMENT 'one more with every change'
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY label_id
SETTINGS fsync_after_insert = 1;

-- Allow and deny lists and thresholds; the newest version wins.
CREATE TABLE IF NOT EXISTS {database}.rules {on_cluster}
(
    rule_id UUID,
    kind LowCardinality(String) COMMENT 'allow, deny, detect, block',
    field LowCardinality(String) COMMENT 'of allow and deny: address, ja4, asn, country, user_agent, host',
    value String,
    host String COMMENT 'where it holds, empty: everywhere',
    min_score Float64 COMMENT 'of detect and block',
    duration_s UInt32 COMMENT 'of block: how long after it was last seen',
    comment String,
    expires_at Nullable(DateTime64(3, 'UTC')),
    created_at DateTime64(3, 'UTC'),
    created_by String,
    updated_at DateTime64(3, 'UTC'),
    updated_by String,
    removed Bool,
    version UInt64 COMMENT 'one more with every change'
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY rule_id
SETTINGS fsync_after_insert = 1;

-- The addresses to act on, also those of the past; the newest seq wins.
CREATE TABLE IF NOT EXISTS {database}.decisions {on_cluster}
(
    decision_id UUID,
    origin LowCardinality(String) COMMENT 'detection, rule, manual',
    source_id String COMMENT 'the detection or rule it follows from, empty when manual',
    value String COMMENT 'address or CIDR block that is to be blocked',
    ranges Array(String) COMMENT 'value without what is on the allow list: what is handed out',
    withdrawn Array(String) COMMENT 'handed out once, now no more: readers of changes are told to forget it',
    reason String,
    created_at DateTime64(3, 'UTC'),
    created_by String,
    expires_at Nullable(DateTime64(3, 'UTC')),
    ended_at Nullable(DateTime64(3, 'UTC')) COMMENT 'taken back before it expired',
    seq UInt64 COMMENT 'grows with every change of any decision: readers of changes go on after it'
)
ENGINE = {engine:ReplacingMergeTree(seq)}
ORDER BY decision_id
SETTINGS fsync_after_insert = 1;

-- Saved searches and default views; the newest version wins.
CREATE TABLE IF NOT EXISTS {database}.searches {on_cluster}
(
    search_id UUID,
    name String,
    page LowCardinality(String) COMMENT 'of the dashboard: requests, detections ...',
    query Map(String, String) COMMENT 'parameters by name',
    shared Bool,
    is_default Bool COMMENT 'the view that its page opens with',
    created_at DateTime64(3, 'UTC'),
    created_by String,
    updated_at DateTime64(3, 'UTC'),
    updated_by String,
    removed Bool,
    version UInt64 COMMENT 'one more with every change'
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY search_id
SETTINGS fsync_after_insert = 1;

-- Who is told of what, and how it is signed; the newest version wins.
CREATE TABLE IF NOT EXISTS {database}.webhooks {on_cluster}
(
    webhook_id UUID,
    name String,
    url String,
    events Array(LowCardinality(String)),
    min_level LowCardinality(String) COMMENT 'of detections',
    enabled Bool,
    secret String COMMENT 'signs deliveries; shown once, when it is made',
    previous_secret String COMMENT 'signs beside it until previous_secret_until',
    previous_secret_until Nullable(DateTime64(3, 'UTC')),
    created_at DateTime64(3, 'UTC'),
    created_by String,
    updated_at DateTime64(3, 'UTC'),
    updated_by String,
    removed Bool,
    version UInt64 COMMENT 'one more with every change'
)
ENGINE = {engine:ReplacingMergeTree(version)}
ORDER BY webhook_id
SETTINGS fsync_after_insert = 1;

-- What was sent to webhooks, or is to be; the newest version wins.
CREATE TABLE IF NOT EXISTS {database}.webhook_deliveries {on_cluster}
(
    delivery_id UUID,
    webhook_id UUID,
    event LowCardinality(String),
    object_id String COMMENT 'the detection or decision it tells of',
    state LowCardinality(String) COMMENT 'waiting, delivered, failed',
    attempts UInt16,
    response_status Nullable(UInt16) COMMENT 'of the last attempt, null when no answer came',
    error String COMMENT 'of the last attempt',
    duration_ms Nullable(UInt32) COMMENT 'of the last attempt',
    payload String COMMENT 'the body as it was signed' CODEC(ZSTD(3)),
    created_at DateTime64(3, 'UTC'),
    updated_at DateTime64(3, 'UTC'),
    next_attempt_at Nullable(DateTime64(3, 'UTC')),
    version UInt64 COMMENT 'one more with every attempt'
)
ENGINE = {engine:ReplacingMergeTree(version)}
PARTITION BY toYYYYMMDD(created_at)
ORDER BY (webhook_id, created_at, delivery_id)
TTL toDateTime(created_at) + INTERVAL {retention_days} DAY
SETTINGS ttl_only_drop_parts = 1;
