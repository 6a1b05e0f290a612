SELECT t.* EXCEPT (campaign_id, client_ip, version), replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS client_ip FROM campaign_members AS t FINAL WHERE t.campaign_id = {campaign_id:UUID}
  ORDER BY t.requests DESC, t.client_ip DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (campaign_id, client_ip, version), replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS client_ip FROM campaign_members AS t FINAL WHERE t.campaign_id = {campaign_id:UUID} AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND t.ja4 = {ja4__2:String} AND t.host = {host__3:String}
  ORDER BY t.requests DESC, t.client_ip DESC LIMIT {limit:UInt32};
