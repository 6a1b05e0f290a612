SELECT batch_id, kind, sensor_id, body_sha256, received_at, lines, good, rejected, first_time,
  last_time, state, failures, error, join_no, matched, changed_at, version FROM ingest_batches FINAL
  WHERE state = 'accepted' AND kind = 'http'
  AND (failures = 0 OR abs(dateDiff('second', changed_at, fromUnixTimestamp64Micro({now:Int64}, 'UTC'))) >= pow(4, failures + 1))
  ORDER BY received_at, batch_id LIMIT {limit:UInt32};

SELECT batch_id, kind, sensor_id, body_sha256, received_at, lines, good, rejected, first_time,
  last_time, state, failures, error, join_no, matched, changed_at, version FROM ingest_batches FINAL
  WHERE state = 'accepted' AND kind = 'http' AND batch_id IN (SELECT batch_id FROM http_events GROUP BY batch_id)
  AND (failures = 0 OR abs(dateDiff('second', changed_at, fromUnixTimestamp64Micro({now:Int64}, 'UTC'))) >= pow(4, failures + 1))
  ORDER BY received_at, batch_id LIMIT {limit:UInt32};
