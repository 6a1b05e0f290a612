SELECT session_hash, user_id, address, user_agent, created_at, expires_at, revoked_at, login, role, must_change_password
  FROM (SELECT * FROM sessions FINAL WHERE session_hash = {sessionHash:String}) AS session
  INNER JOIN (SELECT user_id, login, role, must_change_password, sessions_from FROM users FINAL
  WHERE disabled_at IS NULL) AS user USING user_id WHERE session.created_at >= user.sessions_from;

SELECT t.key_id, t.name, t.kind, t.scopes, t.sensor_id, t.secret_hash, t.created_at, t.created_by, t.expires_at,
  t.revoked_at FROM api_keys AS t FINAL WHERE t.secret_hash = {hash:String};
