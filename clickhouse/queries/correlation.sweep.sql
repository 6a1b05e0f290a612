SELECT batch_id FROM ingest_batches FINAL
  WHERE state = 'correlated' AND kind = 'http' AND batch_id IN
  (SELECT toUUIDOrZero(partition) FROM system.parts
  WHERE active AND database = {database:String} AND table = 'http_events') LIMIT {limit:UInt32};
