SELECT
  count() AS batches,
  sum(good) AS lines,
  if(batches = 0, NULL, dateDiff('millisecond', min(received_at), now64(3)) / 1000) AS oldest_age_s,
  ifNull((SELECT count() FROM ingest_batches FINAL WHERE state = 'quarantined'), 0) AS quarantined
  FROM ingest_batches FINAL WHERE state = 'accepted' AND kind = 'http' AND batch_id IN (SELECT batch_id FROM http_events GROUP BY batch_id);

SELECT sensor_id, max(received_at) AS last_batch_at, sumIf(good, kind = 'http') AS requests,
  sumIf(good, kind = 'tls') AS handshakes, sum(rejected) AS rejected
  FROM ingest_batches FINAL WHERE received_at > now() - INTERVAL 1 DAY GROUP BY sensor_id ORDER BY sensor_id;

SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts
  WHERE active AND database = {database:String} GROUP BY table ORDER BY bytes DESC;

SELECT version() AS version;
