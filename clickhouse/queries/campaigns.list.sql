SELECT count() AS total FROM campaigns AS t FINAL WHERE t.last_seen >= fromUnixTimestamp64Micro({last_seen_from:Int64}, 'UTC') AND t.last_seen < fromUnixTimestamp64Micro({last_seen_to:Int64}, 'UTC') AND t.name = {name__0:String} AND t.status IN {status:Array(String)} AND t.level IN {level:Array(String)} AND has(t.hosts, {host:String}) AND t.members >= {min_members:UInt64} AND t.campaign_id IN (SELECT campaign_id FROM campaign_members AS t FINAL WHERE t.client_ip = toIPv6({client_ip__0:String}) AND t.ja4 = {ja4__1:String});

SELECT t.* FROM campaigns AS t FINAL
  ORDER BY t.score DESC, t.campaign_id DESC LIMIT {limit:UInt32};

SELECT t.* FROM campaigns AS t FINAL WHERE t.last_seen >= fromUnixTimestamp64Micro({last_seen_from:Int64}, 'UTC') AND t.last_seen < fromUnixTimestamp64Micro({last_seen_to:Int64}, 'UTC') AND t.name = {name__0:String} AND t.status IN {status:Array(String)} AND t.level IN {level:Array(String)} AND has(t.hosts, {host:String}) AND t.members >= {min_members:UInt64} AND t.campaign_id IN (SELECT campaign_id FROM campaign_members AS t FINAL WHERE t.client_ip = toIPv6({client_ip__0:String}) AND t.ja4 = {ja4__1:String})
  ORDER BY t.score DESC, t.campaign_id DESC LIMIT {limit:UInt32};
