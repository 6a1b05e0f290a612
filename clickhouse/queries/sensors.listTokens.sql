SELECT count() AS total FROM sensor_tokens AS t FINAL;

SELECT token_id, sensor_id, secret_hash, created_at, created_by, expires_at, used_at, version FROM sensor_tokens FINAL
  ORDER BY created_at DESC, token_id DESC LIMIT {limit:UInt32};
