SELECT id, used_at, address FROM last_uses FINAL WHERE id IN {ids:Array(String)};
