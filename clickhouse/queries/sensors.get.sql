SELECT count() AS total FROM ingest_batches AS t WHERE t.sensor_id = {sensor_id:String} AND t.received_at > fromUnixTimestamp64Milli({day:Int64}, 'UTC');

SELECT sensor_id, host_id, key_id, old_key_ids, enrolled_at, enrolled_by, revoked_at, settings,
  config_version, config_updated_at, config_updated_by, version FROM sensors FINAL WHERE sensor_id = {sensorId:String};

WITH
  r AS (SELECT sensor_id, sumIf(good, kind = 'http') AS requests, sumIf(good, kind = 'tls') AS handshakes,
  greatest(argMaxIf(dateDiff('millisecond', last_time, received_at), received_at, kind = 'http'), argMaxIf(dateDiff('millisecond', last_time, received_at), received_at, kind = 'tls'), 0) AS lag_ms
  FROM (SELECT sensor_id, kind, received_at, argMax(good, version) AS good, argMax(last_time, version) AS last_time
  FROM ingest_batches WHERE received_at > fromUnixTimestamp64Milli({recent:Int64}, 'UTC') AND sensor_id = {sensorId:String}
  GROUP BY sensor_id, kind, batch_id, received_at) GROUP BY sensor_id),
  b AS (SELECT sensor_id, max(received_at) AS last_batch_at
  FROM ingest_batches WHERE received_at > fromUnixTimestamp64Milli({day:Int64}, 'UTC') AND sensor_id = {sensorId:String} GROUP BY sensor_id),
  l AS (SELECT sensor_id, countIf(scheme = 'https' AND NOT correlated) AS orphans
  FROM http_logs WHERE time > fromUnixTimestamp64Milli({recent:Int64}, 'UTC') AND sensor_id = {sensorId:String} GROUP BY sensor_id),
  s AS (SELECT sensor_id, host_id, key_id, old_key_ids, enrolled_at, enrolled_by, revoked_at, settings,
  config_version, config_updated_at, config_updated_by, version FROM sensors FINAL WHERE sensor_id = {sensorId:String})
  SELECT n.sensor_id AS sensor_id, if(h.sensor_id = '', NULL, h.hostname) AS hostname, if(h.sensor_id = '', NULL, h.sensor_version) AS sensor_version, if(h.sensor_id = '', NULL, h.started_at) AS started_at, if(h.sensor_id = '', NULL, h.clock_skew_ms) AS clock_skew_ms, if(h.sensor_id = '', NULL, h.delivery) AS delivery, if(h.sensor_id = '', NULL, h.backlog_batches) AS backlog_batches,
  if(h.sensor_id = '', NULL, h.backlog_bytes) AS backlog_bytes, if(h.sensor_id = '', NULL, h.lost) AS lost, if(h.sensor_id = '', NULL, h.host_id) AS host_id, if(h.sensor_id = '', NULL, h.trouble) AS trouble, if(h.sensor_id = '', NULL, h.config_error) AS config_error, if(h.sensor_id = '', NULL, h.time) AS last_heartbeat_at,
  if(h.sensor_id = '', NULL, h.config_version) AS applied_config_version, h.config_overridden AS config_overridden, h.counters AS counters,
  if(b.sensor_id = '', NULL, b.last_batch_at) AS last_batch_at, r.requests AS requests, r.handshakes AS handshakes,
  if(r.requests + r.handshakes = 0, NULL, r.lag_ms) AS lag_ms, l.orphans AS orphans,
  s.config_version AS config_version, s.enrolled_at AS enrolled_at, nullIf(s.enrolled_by, '') AS enrolled_by,
  s.revoked_at AS revoked_at
  FROM (SELECT sensor_id FROM s UNION DISTINCT SELECT sensor_id FROM b) AS n
  LEFT JOIN s ON s.sensor_id = n.sensor_id
  LEFT JOIN (SELECT * EXCEPT (counters), counters FROM sensor_last_heartbeats FINAL WHERE sensor_id = {sensorId:String}) AS h ON h.sensor_id = n.sensor_id
  LEFT JOIN b ON b.sensor_id = n.sensor_id LEFT JOIN r ON r.sensor_id = n.sensor_id LEFT JOIN l ON l.sensor_id = n.sensor_id
  ORDER BY sensor_id;
