SELECT t.* FROM decisions AS t FINAL WHERE t.ended_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > fromUnixTimestamp64Milli({now:Int64})) AND t.seq > {after:UInt64}
  ORDER BY t.seq LIMIT {page_limit:UInt32};
