SELECT count() AS total FROM users AS t FINAL WHERE t.role = {role:String} AND t.login = {login__0:String} AND t.disabled_at IS NOT NULL;

SELECT t.* FROM users AS t FINAL  ORDER BY t.login LIMIT {limit:UInt32};

SELECT t.* FROM users AS t FINAL WHERE t.role = {role:String} AND t.login = {login__0:String} AND t.disabled_at IS NOT NULL ORDER BY t.login LIMIT {limit:UInt32};
