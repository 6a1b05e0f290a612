SELECT key_id, name, kind, sensor_id, secret_hash, created_at, expires_at, revoked_at FROM api_keys FINAL ORDER BY created_at DESC, key_id;
