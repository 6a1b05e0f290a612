SELECT count() AS total FROM webhook_deliveries AS t FINAL WHERE t.webhook_id = {webhook_id:UUID} AND t.state = {state:String} AND t.event = {event:String} AND t.object_id = {object_id:String} AND t.created_at >= fromUnixTimestamp64Micro({created_at_from:Int64}, 'UTC') AND t.created_at < fromUnixTimestamp64Micro({created_at_to:Int64}, 'UTC');

SELECT t.* EXCEPT (payload, version) FROM webhook_deliveries AS t FINAL WHERE t.webhook_id = {webhook_id:UUID}
  ORDER BY t.created_at DESC, t.delivery_id DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (payload, version) FROM webhook_deliveries AS t FINAL WHERE t.webhook_id = {webhook_id:UUID} AND t.state = {state:String} AND t.event = {event:String} AND t.object_id = {object_id:String} AND t.created_at >= fromUnixTimestamp64Micro({created_at_from:Int64}, 'UTC') AND t.created_at < fromUnixTimestamp64Micro({created_at_to:Int64}, 'UTC')
  ORDER BY t.created_at DESC, t.delivery_id DESC LIMIT {limit:UInt32};
