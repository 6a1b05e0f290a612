SELECT session_hash, user_id, address, user_agent, created_at, expires_at, revoked_at FROM (SELECT * FROM sessions FINAL WHERE user_id = {userId:String}) AS session
  INNER JOIN (SELECT user_id, login, role, must_change_password, sessions_from FROM users FINAL
  WHERE disabled_at IS NULL) AS user USING user_id
  WHERE session.created_at >= user.sessions_from AND revoked_at IS NULL
  AND expires_at > parseDateTime64BestEffort({now:String}, 3, 'UTC')
  ORDER BY created_at DESC, session_hash LIMIT 500;
