SELECT sensor_id,
  ifNotFinite(medianIf(dateDiff('millisecond', tls_time, time), t.correlated), NULL) AS handshake_age_ms,
  ifNotFinite(quantileIf(0.01)(dateDiff('microsecond', tls_time, time) / 1000, t.correlated AND conn_seq = 1), NULL) AS skew_ms,
  ifNotFinite(median(dateDiff('millisecond', time, received_at)), NULL) AS lag_ms,
  ifNotFinite(quantile(0.95)(dateDiff('millisecond', time, received_at)), NULL) AS lag_p95_ms
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') GROUP BY sensor_id;

SELECT t.hour AS time, sum(t.requests) AS requests, sum(t.correlated) AS correlated, if(sumIf(t.requests, t.orphan_reason != 'plain_http') = 0, NULL, correlated / sumIf(t.requests, t.orphan_reason != 'plain_http')) AS match_rate FROM agg_protocol_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY time ORDER BY time;

SELECT t.orphan_reason AS reason, sum(t.requests) AS requests FROM agg_protocol_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.orphan_reason != ''
  GROUP BY reason ORDER BY requests DESC, reason;

SELECT t.sensor_id AS sensor_id, sum(t.requests) AS requests, sum(t.correlated) AS correlated, if(sumIf(t.requests, t.orphan_reason != 'plain_http') = 0, NULL, correlated / sumIf(t.requests, t.orphan_reason != 'plain_http')) AS match_rate FROM agg_protocol_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') GROUP BY sensor_id ORDER BY sensor_id;
