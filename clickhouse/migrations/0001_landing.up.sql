-- Where accepted lines land. Columns are wide and nullable so that ClickHouse itself can tell a missing or oversized value
-- (CHECK) from a default; http_logs has the narrow types. CHECKs of length count bytes, four for each character that the
-- specification allows. Deduplication windows make a retried insert write nothing.

-- The life of each batch: pending -> accepted -> correlated. The newest version of a batch wins.
CREATE TABLE IF NOT EXISTS {database}.ingest_batches {on_cluster}
(
    batch_id UUID COMMENT 'UUIDv5 of sensor, kind and Idempotency-Key',
    kind LowCardinality(String) COMMENT 'http or tls',
    sensor_id String,
    body_sha256 String,
    received_at DateTime64(3, 'UTC'),
    lines UInt32,
    good UInt32,
    rejected UInt32,
    first_time Nullable(DateTime64(6, 'UTC')) COMMENT 'earliest event of the batch',
    last_time Nullable(DateTime64(6, 'UTC')),
    state LowCardinality(String) COMMENT 'pending, accepted, correlated, quarantined',
    failures UInt8 COMMENT 'runs of the join that failed',
    error String COMMENT 'of the last failure',
    join_no UInt64,
    matched UInt32 COMMENT 'requests that found their handshake',
    changed_at DateTime64(3, 'UTC'),
    version UInt64
)
ENGINE = {engine:ReplacingMergeTree(version)}
PARTITION BY toYYYYMMDD(received_at)
ORDER BY batch_id
SETTINGS fsync_after_insert = 1;

-- Requests between acceptance and the join. One batch is one partition, so that it leaves by dropping a partition.
CREATE TABLE IF NOT EXISTS {database}.http_events {on_cluster}
(
    sensor_id String,
    batch_id UUID,
    seq UInt32,
    received_at DateTime64(3, 'UTC'),
    time Nullable(DateTime64(6, 'UTC')),
    req_id Nullable(String),
    conn_id Nullable(String),
    conn_seq Nullable(Int64),
    scheme Nullable(String),
    src_ip Nullable(IPv6),
    src_port Nullable(Int64),
    client_ip Nullable(IPv6),
    dst_ip Nullable(IPv6),
    dst_port Nullable(Int64),
    method Nullable(String),
    host Nullable(String),
    path Nullable(String),
    query Nullable(String),
    http_version Nullable(String),
    status Nullable(Int64),
    bytes_in Nullable(Int64),
    bytes_out Nullable(Int64),
    duration_us Nullable(Int64),
    headers Array(Tuple(String, String)),
    ssl_protocol Nullable(String),
    ssl_cipher Nullable(String),
    h2_fingerprint Nullable(String),
    h2_settings Nullable(String),
    h2_window_update Nullable(Int64),
    h2_priority Nullable(String),
    h2_pseudo_order Nullable(String),
    CONSTRAINT time CHECK time IS NOT NULL,
    CONSTRAINT req_id CHECK req_id IS NULL OR length(req_id) <= 256,
    CONSTRAINT conn_id CHECK conn_id IS NULL OR length(conn_id) <= 256,
    CONSTRAINT conn_seq CHECK conn_seq IS NULL OR conn_seq BETWEEN 1 AND 4294967295,
    CONSTRAINT scheme CHECK scheme IS NOT NULL AND scheme IN ('http', 'https'),
    CONSTRAINT src_ip CHECK src_ip IS NOT NULL,
    CONSTRAINT src_port CHECK src_port IS NOT NULL AND src_port BETWEEN 0 AND 65535,
    CONSTRAINT dst_ip CHECK dst_ip IS NOT NULL,
    CONSTRAINT dst_port CHECK dst_port IS NOT NULL AND dst_port BETWEEN 0 AND 65535,
    CONSTRAINT method CHECK method IS NOT NULL AND length(method) BETWEEN 1 AND 128,
    CONSTRAINT host CHECK host IS NOT NULL AND length(host) <= 4096,
    CONSTRAINT path CHECK path IS NOT NULL AND length(path) <= 65536,
    CONSTRAINT query CHECK query IS NULL OR length(query) <= 65536,
    CONSTRAINT http_version CHECK http_version IS NULL OR http_version IN ('', '0.9', '1.0', '1.1', '2', '3'),
    CONSTRAINT status CHECK status IS NOT NULL AND status BETWEEN 100 AND 999,
    CONSTRAINT bytes_in CHECK bytes_in IS NULL OR bytes_in >= 0,
    CONSTRAINT bytes_out CHECK bytes_out IS NULL OR bytes_out >= 0,
    CONSTRAINT duration_us CHECK duration_us IS NULL OR duration_us >= 0,
    CONSTRAINT headers CHECK length(headers) <= 256,
    CONSTRAINT texts CHECK length(ifNull(ssl_protocol, '')) <= 256 AND length(ifNull(ssl_cipher, '')) <= 512
        AND length(ifNull(h2_fingerprint, '')) <= 4096 AND length(ifNull(h2_settings, '')) <= 4096
        AND length(ifNull(h2_priority, '')) <= 4096 AND length(ifNull(h2_pseudo_order, '')) <= 256,
    CONSTRAINT h2_window_update CHECK h2_window_update IS NULL OR h2_window_update BETWEEN 0 AND 4294967295
)
ENGINE = {engine:MergeTree}
PARTITION BY batch_id
ORDER BY seq
SETTINGS non_replicated_deduplication_window = 20000, fsync_after_insert = 1, fsync_part_directory = 1,
    parts_to_throw_insert = 100000, parts_to_delay_insert = 100000, max_parts_in_total = 1000000;

-- Each accepted ClientHello. Reads come by the 4-tuple of a request, at or before its time.
CREATE TABLE IF NOT EXISTS {database}.handshakes {on_cluster}
(
    sensor_id LowCardinality(String),
    batch_id UUID,
    seq UInt32,
    received_at DateTime64(3, 'UTC'),
    time DateTime64(6, 'UTC'),
    conn_id String,
    src_ip IPv6,
    src_port Int64 DEFAULT -1 CODEC(T64, ZSTD(1)),
    dst_ip IPv6,
    dst_port Int64 DEFAULT -1 CODEC(T64, ZSTD(1)),
    transport LowCardinality(String),
    hello_index Int64 DEFAULT 1 CODEC(T64, ZSTD(1)),
    hello_hash String,
    ja4 LowCardinality(String),
    ja4_r LowCardinality(Nullable(String)),
    ja4_o LowCardinality(Nullable(String)),
    ja4_ro LowCardinality(Nullable(String)),
    ja4_stable LowCardinality(Nullable(String)),
    ja3 LowCardinality(Nullable(String)),
    ja3_hash LowCardinality(Nullable(String)),
    tls_version LowCardinality(Nullable(String)),
    tls_sni Nullable(String),
    tls_alpn Array(LowCardinality(String)),
    ip_meta_ttl Nullable(Int64) CODEC(T64, ZSTD(1)),
    ip_meta_df Nullable(Bool),
    ip_meta_id Nullable(Int64) CODEC(T64, ZSTD(1)),
    ip_meta_total_length Nullable(Int64) CODEC(T64, ZSTD(1)),
    tcp_meta_window_size Nullable(Int64) CODEC(T64, ZSTD(1)),
    tcp_meta_mss Nullable(Int64) CODEC(T64, ZSTD(1)),
    tcp_meta_window_scale Nullable(Int64) CODEC(T64, ZSTD(1)),
    tcp_meta_options LowCardinality(Nullable(String)),
    syn_to_clienthello_ms Nullable(Float64),
    segments Nullable(Int64) CODEC(T64, ZSTD(1)),
    prologue LowCardinality(Nullable(String)),
    source LowCardinality(String),
    INDEX conn_id conn_id TYPE bloom_filter(0.01) GRANULARITY 1,
    CONSTRAINT time CHECK time >= toDateTime64('2000-01-01 00:00:00', 6, 'UTC'),
    CONSTRAINT conn_id CHECK length(conn_id) <= 256,
    CONSTRAINT src_ip CHECK src_ip != toIPv6('::'),
    CONSTRAINT src_port CHECK src_port BETWEEN 0 AND 65535,
    CONSTRAINT dst_ip CHECK dst_ip != toIPv6('::'),
    CONSTRAINT dst_port CHECK dst_port BETWEEN 0 AND 65535,
    CONSTRAINT transport CHECK transport IN ('t', 'q', 'd'),
    CONSTRAINT hello_index CHECK hello_index BETWEEN 1 AND 255,
    CONSTRAINT hello_hash CHECK length(hello_hash) <= 256,
    CONSTRAINT ja4 CHECK length(ja4) BETWEEN 1 AND 512,
    CONSTRAINT texts CHECK length(ifNull(ja4_r, '')) <= 16384 AND length(ifNull(ja4_o, '')) <= 512
        AND length(ifNull(ja4_ro, '')) <= 16384 AND length(ifNull(ja4_stable, '')) <= 512 AND length(ifNull(ja3, '')) <= 16384
        AND length(ifNull(ja3_hash, '')) <= 512 AND length(ifNull(tls_version, '')) <= 64 AND length(ifNull(tls_sni, '')) <= 4096
        AND length(ifNull(tcp_meta_options, '')) <= 256 AND length(ifNull(prologue, '')) <= 256,
    CONSTRAINT tls_alpn CHECK length(tls_alpn) <= 64,
    CONSTRAINT numbers CHECK ifNull(ip_meta_ttl, 0) BETWEEN 0 AND 255 AND ifNull(ip_meta_id, 0) BETWEEN 0 AND 65535
        AND ifNull(ip_meta_total_length, 0) BETWEEN 0 AND 65535 AND ifNull(tcp_meta_window_size, 0) BETWEEN 0 AND 65535
        AND ifNull(tcp_meta_mss, 0) BETWEEN 0 AND 65535 AND ifNull(tcp_meta_window_scale, 0) BETWEEN 0 AND 255
        AND ifNull(syn_to_clienthello_ms, 0) BETWEEN 0 AND 1e9 AND ifNull(segments, 1) BETWEEN 0 AND 65535,
    CONSTRAINT source CHECK source IN ('module', 'wire')
)
ENGINE = {engine:MergeTree}
PARTITION BY toYYYYMMDD(time)
PRIMARY KEY (src_ip, src_port, time)
ORDER BY (src_ip, src_port, time, batch_id, seq)
TTL toDateTime(time) + INTERVAL {retention_days} DAY
SETTINGS non_replicated_deduplication_window = 20000, fsync_after_insert = 1, fsync_part_directory = 1,
    index_granularity = 1024, ttl_only_drop_parts = 1;

-- Lines that were refused, with their bytes (bounded), for whoever mends the producer.
CREATE TABLE IF NOT EXISTS {database}.ingest_rejects {on_cluster}
(
    batch_id UUID,
    seq UInt32 COMMENT 'line of the body, from 1',
    kind LowCardinality(String),
    sensor_id LowCardinality(String),
    received_at DateTime64(3, 'UTC'),
    pointer String,
    detail String,
    line String COMMENT 'at most 2,048 bytes, invalid UTF-8 replaced'
)
ENGINE = {engine:ReplacingMergeTree}
PARTITION BY toYYYYMMDD(received_at)
ORDER BY (batch_id, seq)
TTL toDateTime(received_at) + INTERVAL {retention_days} DAY
SETTINGS ttl_only_drop_parts = 1;

-- Who holds the lane of the join: the greatest (epoch, holder) ever written. See api/src/correlation/lane.ts.
CREATE TABLE IF NOT EXISTS {database}.correlation_lanes {on_cluster}
(
    lane LowCardinality(String),
    turn SimpleAggregateFunction(max, Tuple(epoch UInt64, holder String))
)
ENGINE = {engine:AggregatingMergeTree}
ORDER BY lane
SETTINGS fsync_after_insert = 1;
