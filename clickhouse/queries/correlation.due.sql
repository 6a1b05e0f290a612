SELECT batch_id, kind, sensor_id, body_sha256, received_at, lines, good, rejected, first_time,
  last_time, state, failures, error, join_no, matched, changed_at, version FROM ingest_batches FINAL
  WHERE state = 'accepted' AND kind = 'http' ORDER BY received_at, batch_id LIMIT {limit:UInt32};
