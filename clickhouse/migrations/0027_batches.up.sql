-- Batches were kept for ever, and what waits for the join as well. They go with the requests that they brought: what is sent again later
-- is refused for its age.
ALTER TABLE {database}.ingest_batches {on_cluster} MODIFY SETTING ttl_only_drop_parts = 1;
ALTER TABLE {database}.ingest_batches {on_cluster} MODIFY
TTL toDateTime(received_at) + INTERVAL {retention_days} DAY;
ALTER TABLE {database}.http_events {on_cluster} MODIFY SETTING ttl_only_drop_parts = 1;
ALTER TABLE {database}.http_events {on_cluster} MODIFY
TTL toDateTime(received_at) + INTERVAL {retention_days} DAY;
-- What is in quarantine is rare, and asked for with every /v1/status (two million batches: 300 and 16 ms of processor time).
ALTER TABLE {database}.ingest_batches {on_cluster} ADD INDEX IF NOT EXISTS state state TYPE set(4) GRANULARITY 4;
ALTER TABLE {database}.ingest_batches {on_cluster} MATERIALIZE INDEX state;
