SELECT count() AS total FROM audit AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.outcome = {outcome:UInt16} AND t.actor = {actor:String} AND t.actor_kind = {actor_kind:String} AND t.address = {address:String} AND t.request_id = {request_id:String} AND t.actor_name = {actor_name__0:String} AND t.operation = {operation__1:String} AND t.subject = {subject__2:String};

SELECT t.* FROM audit AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC')
  ORDER BY t.time DESC, t.audit_id DESC LIMIT {limit:UInt32};

SELECT t.* FROM audit AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.outcome = {outcome:UInt16} AND t.actor = {actor:String} AND t.actor_kind = {actor_kind:String} AND t.address = {address:String} AND t.request_id = {request_id:String} AND t.actor_name = {actor_name__0:String} AND t.operation = {operation__1:String} AND t.subject = {subject__2:String}
  ORDER BY t.time DESC, t.audit_id DESC LIMIT {limit:UInt32};
