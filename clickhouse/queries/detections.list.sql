SELECT t.* EXCEPT (client_ip), replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS client_ip FROM detections AS t FINAL WHERE t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip:String}), {client_ip_bits:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip:String}), {client_ip_bits:UInt8}).2 AND t.verdict != 'suppressed'
  ORDER BY t.score DESC, t.detection_id DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (client_ip), replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS client_ip FROM detections AS t FINAL WHERE t.last_seen >= fromUnixTimestamp64Micro({last_seen_from:Int64}, 'UTC') AND t.last_seen < fromUnixTimestamp64Micro({last_seen_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip:String}), {client_ip_bits:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip:String}), {client_ip_bits:UInt8}).2 AND t.ja4 = {ja4:String} AND t.host = {host:String} AND t.status = {status:String} AND t.level = {level:String} AND t.kind = {kind:String} AND t.assignee = {assignee:String} AND has(t.reasons.key, {reason:String}) AND t.verdict = {verdict:String}
  ORDER BY t.score DESC, t.detection_id DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (client_ip), replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS client_ip FROM detections AS t FINAL WHERE t.verdict != 'suppressed'
  ORDER BY t.score DESC, t.detection_id DESC LIMIT {limit:UInt32};
