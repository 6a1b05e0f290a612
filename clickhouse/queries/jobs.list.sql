SELECT t.batch_id, t.failures, t.received_at, t.changed_at FROM ingest_batches AS t FINAL WHERE t.state = 'quarantined'
  ORDER BY t.received_at DESC, t.batch_id LIMIT {limit:UInt32};
