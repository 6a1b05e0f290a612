SELECT count() AS total FROM decisions AS t FINAL WHERE t.origin = {origin:String} AND t.source_id = {source_id:String} AND t.created_by = {created_by:String} AND isIPAddressInRange({address:String},
  if(position(t.value, '/') > 0, t.value, concat(t.value, if(isIPv4String(t.value), '/32', '/128')))) AND (t.ended_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > fromUnixTimestamp64Milli({now:Int64})));

SELECT t.* EXCEPT (withdrawn, seq) FROM decisions AS t FINAL WHERE (t.ended_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > fromUnixTimestamp64Milli({now:Int64})))
  ORDER BY t.created_at DESC, t.decision_id DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (withdrawn, seq) FROM decisions AS t FINAL WHERE t.origin = {origin:String} AND t.source_id = {source_id:String} AND t.created_by = {created_by:String} AND isIPAddressInRange({address:String},
  if(position(t.value, '/') > 0, t.value, concat(t.value, if(isIPv4String(t.value), '/32', '/128')))) AND (t.ended_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > fromUnixTimestamp64Milli({now:Int64})))
  ORDER BY t.created_at DESC, t.decision_id DESC LIMIT {limit:UInt32};
