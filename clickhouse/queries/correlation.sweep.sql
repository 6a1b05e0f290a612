SELECT batch_id FROM ingest_batches FINAL WHERE state = 'correlated' AND kind = 'http' AND batch_id IN (SELECT batch_id FROM http_events GROUP BY batch_id) LIMIT {limit:UInt32};
