SELECT
  countIf(state = 'accepted') AS batches,
  sumIf(good, state = 'accepted') AS lines,
  if(batches = 0, NULL, dateDiff('millisecond', minIf(received_at, state = 'accepted'), now64(3)) / 1000) AS oldest_age_s,
  countIf(state = 'quarantined') AS quarantined
  FROM (SELECT * FROM ingest_batches FINAL) WHERE kind = 'http';

SELECT sensor_id, max(received_at) AS last_batch_at, sumIf(good, kind = 'http') AS requests,
  sumIf(good, kind = 'tls') AS handshakes, sum(rejected) AS rejected
  FROM (SELECT * FROM ingest_batches FINAL) WHERE received_at > now() - INTERVAL 1 DAY GROUP BY sensor_id ORDER BY sensor_id;

SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts
  WHERE active AND database = {database:String} GROUP BY table ORDER BY bytes DESC;

SELECT version() AS version;
