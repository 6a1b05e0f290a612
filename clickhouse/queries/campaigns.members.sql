SELECT count() AS total FROM campaign_members AS t FINAL WHERE t.campaign_id = {campaign_id:UUID} AND t.client_ip = toIPv6({client_ip__0:String}) AND t.ja4 = {ja4__1:String} AND t.host = {host__2:String};

SELECT t.* EXCEPT (campaign_id, client_ip, version), replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS client_ip FROM campaign_members AS t FINAL WHERE t.campaign_id = {campaign_id:UUID}
  ORDER BY t.requests DESC, t.client_ip DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (campaign_id, client_ip, version), replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS client_ip FROM campaign_members AS t FINAL WHERE t.campaign_id = {campaign_id:UUID} AND t.client_ip = toIPv6({client_ip__0:String}) AND t.ja4 = {ja4__1:String} AND t.host = {host__2:String}
  ORDER BY t.requests DESC, t.client_ip DESC LIMIT {limit:UInt32};
