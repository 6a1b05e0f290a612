SELECT t.* FROM decisions AS t FINAL WHERE t.seq <= {seq:UInt64} AND t.ended_at IS NULL
  AND t.expires_at > fromUnixTimestamp64Milli({from:Int64}) AND t.expires_at <= fromUnixTimestamp64Milli({to:Int64});

SELECT t.* FROM decisions AS t FINAL WHERE t.seq > {seq:UInt64} ORDER BY t.seq LIMIT {limit:UInt32};
