ALTER TABLE {database}.ingest_batches {on_cluster} DROP INDEX IF EXISTS state;
ALTER TABLE {database}.http_events {on_cluster} REMOVE TTL;
ALTER TABLE {database}.http_events {on_cluster} RESET SETTING ttl_only_drop_parts;
ALTER TABLE {database}.ingest_batches {on_cluster} REMOVE TTL;
ALTER TABLE {database}.ingest_batches {on_cluster} RESET SETTING ttl_only_drop_parts;
