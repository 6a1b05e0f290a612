SELECT orphan_reason AS reason, count() AS requests FROM http_logs
  WHERE time >= fromUnixTimestamp64Micro({from:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({to:Int64}, 'UTC') AND NOT correlated
  GROUP BY reason ORDER BY requests DESC, reason;

SELECT sensor_id, count() AS requests, countIf(l.correlated) AS correlated,
  if(countIf(l.scheme = 'https') = 0, NULL, countIf(l.correlated) / countIf(l.scheme = 'https')) AS match_rate,
  ifNotFinite(medianIf(dateDiff('millisecond', tls_time, time), l.correlated), NULL) AS handshake_age_ms,
  ifNotFinite(quantileIf(0.01)(dateDiff('microsecond', tls_time, time) / 1000, l.correlated AND conn_seq = 1), NULL) AS skew_ms,
  ifNotFinite(median(dateDiff('millisecond', time, received_at)), NULL) AS lag_ms,
  ifNotFinite(quantile(0.95)(dateDiff('millisecond', time, received_at)), NULL) AS lag_p95_ms
  FROM http_logs AS l
  WHERE time >= fromUnixTimestamp64Micro({from:Int64}, 'UTC') AND time < fromUnixTimestamp64Micro({to:Int64}, 'UTC')
  GROUP BY sensor_id ORDER BY sensor_id;

SELECT toStartOfHour(toDateTime(l.time, 'UTC')) AS time, count() AS requests,
  countIf(l.correlated) AS correlated, if(countIf(l.scheme = 'https') = 0, NULL, countIf(l.correlated) / countIf(l.scheme = 'https')) AS match_rate
  FROM http_logs AS l WHERE l.time >= fromUnixTimestamp64Micro({from:Int64}, 'UTC') AND l.time < fromUnixTimestamp64Micro({to:Int64}, 'UTC') GROUP BY time ORDER BY time;
