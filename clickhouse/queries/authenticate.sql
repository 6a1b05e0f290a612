SELECT key_id, name, kind, sensor_id, secret_hash, created_at, expires_at, revoked_at FROM api_keys FINAL WHERE secret_hash = {hash:String};
