SELECT count() AS total FROM rules AS t FINAL WHERE t.value = {value__0:String} AND t.kind = {kind:String} AND t.field = {field:String} AND t.host = {host:String} AND t.created_by = {created_by:String} AND t.field = 'address' AND isIPAddressInRange({address:String},
  if(position(t.value, '/') > 0, t.value, concat(t.value, if(isIPv4String(t.value), '/32', '/128')))) AND (t.expires_at IS NULL OR t.expires_at > fromUnixTimestamp64Milli({now:Int64})) AND NOT t.removed;

SELECT t.* EXCEPT (removed) FROM rules AS t FINAL WHERE NOT t.removed
  ORDER BY t.created_at DESC, t.rule_id DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (removed) FROM rules AS t FINAL WHERE t.value = {value__0:String} AND t.kind = {kind:String} AND t.field = {field:String} AND t.host = {host:String} AND t.created_by = {created_by:String} AND t.field = 'address' AND isIPAddressInRange({address:String},
  if(position(t.value, '/') > 0, t.value, concat(t.value, if(isIPv4String(t.value), '/32', '/128')))) AND (t.expires_at IS NULL OR t.expires_at > fromUnixTimestamp64Milli({now:Int64})) AND NOT t.removed
  ORDER BY t.created_at DESC, t.rule_id DESC LIMIT {limit:UInt32};
