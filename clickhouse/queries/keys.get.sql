SELECT t.key_id, t.name, t.kind, t.scopes, t.sensor_id, t.secret_hash, t.created_at, t.created_by, t.expires_at,
  t.revoked_at FROM api_keys AS t FINAL WHERE t.key_id = {keyId:String};
