SELECT count() AS total FROM model_decisions AS t WHERE t.decided_at >= fromUnixTimestamp64Micro({decided_at_from:Int64}, 'UTC') AND t.decided_at < fromUnixTimestamp64Micro({decided_at_to:Int64}, 'UTC') AND t.model_id = {model_id:UUID} AND t.decision = {decision:String} AND t.decided_by = {decided_by:String};

SELECT t.* FROM model_decisions AS t
  ORDER BY t.decided_at DESC, t.decision_id DESC LIMIT {limit:UInt32};

SELECT t.* FROM model_decisions AS t WHERE t.decided_at >= fromUnixTimestamp64Micro({decided_at_from:Int64}, 'UTC') AND t.decided_at < fromUnixTimestamp64Micro({decided_at_to:Int64}, 'UTC') AND t.model_id = {model_id:UUID} AND t.decision = {decision:String} AND t.decided_by = {decided_by:String}
  ORDER BY t.decided_at DESC, t.decision_id DESC LIMIT {limit:UInt32};
