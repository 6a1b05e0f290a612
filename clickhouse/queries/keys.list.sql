SELECT count() AS total FROM api_keys AS t FINAL WHERE t.kind = {kind:String} AND t.name = {name__0:String} AND t.sensor_id = {sensor_id__1:String} AND t.revoked_at IS NULL AND NOT (t.expires_at IS NOT NULL AND t.expires_at <= parseDateTime64BestEffort({now:String}, 3, 'UTC'));

SELECT t.key_id, t.name, t.kind, t.scopes, t.sensor_id, t.secret_hash, t.created_at, t.created_by, t.expires_at,
  t.revoked_at FROM api_keys AS t FINAL
  ORDER BY t.created_at DESC, t.key_id DESC LIMIT {limit:UInt32};

SELECT t.key_id, t.name, t.kind, t.scopes, t.sensor_id, t.secret_hash, t.created_at, t.created_by, t.expires_at,
  t.revoked_at FROM api_keys AS t FINAL WHERE t.kind = {kind:String} AND t.name = {name__0:String} AND t.sensor_id = {sensor_id__1:String} AND t.revoked_at IS NULL AND NOT (t.expires_at IS NOT NULL AND t.expires_at <= parseDateTime64BestEffort({now:String}, 3, 'UTC'))
  ORDER BY t.created_at DESC, t.key_id DESC LIMIT {limit:UInt32};
