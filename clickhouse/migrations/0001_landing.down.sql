DROP TABLE IF EXISTS {database}.correlation_lanes {on_cluster};
DROP TABLE IF EXISTS {database}.ingest_rejects {on_cluster};
DROP TABLE IF EXISTS {database}.handshakes {on_cluster};
DROP TABLE IF EXISTS {database}.http_events {on_cluster};
DROP TABLE IF EXISTS {database}.ingest_batches {on_cluster};
