SELECT count() AS total FROM model_drift AS t FINAL WHERE t.model_id = {model_id:UUID} AND t.window_to >= fromUnixTimestamp64Micro({window_to_from:Int64}, 'UTC') AND t.window_to < fromUnixTimestamp64Micro({window_to_to:Int64}, 'UTC') AND t.feature = {feature:String} AND t.scope = {scope__0:String} AND t.method = {method:String} AND t.drifted = {drifted:Bool};

SELECT t.* EXCEPT (model_id) FROM model_drift AS t FINAL WHERE t.model_id = {model_id:UUID} AND t.window_to >= fromUnixTimestamp64Micro({window_to_from:Int64}, 'UTC') AND t.window_to < fromUnixTimestamp64Micro({window_to_to:Int64}, 'UTC')
  ORDER BY t.window_to DESC, t.feature DESC, t.scope DESC, t.method DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (model_id) FROM model_drift AS t FINAL WHERE t.model_id = {model_id:UUID} AND t.window_to >= fromUnixTimestamp64Micro({window_to_from:Int64}, 'UTC') AND t.window_to < fromUnixTimestamp64Micro({window_to_to:Int64}, 'UTC') AND t.feature = {feature:String} AND t.scope = {scope__0:String} AND t.method = {method:String} AND t.drifted = {drifted:Bool}
  ORDER BY t.window_to DESC, t.feature DESC, t.scope DESC, t.method DESC LIMIT {limit:UInt32};
