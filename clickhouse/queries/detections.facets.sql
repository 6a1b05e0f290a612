SELECT name, any(distinct_values) AS values,
  CAST(arraySort(item -> (-toInt64(item.2), item.1), groupArray(tuple(value, count, level, score, clients, last_seen))),
  'Array(Tuple(value String, count UInt64, level String, score Float64, clients UInt64, last_seen DateTime64(6)))') AS items
  FROM (
  SELECT pair.1 AS name, pair.2 AS value, count() AS count, argMin(level, indexOf(['critical', 'high', 'medium', 'low'], found.level)) AS level, max(score) AS score,
  uniqExact(client_ip) AS clients, max(last_seen) AS last_seen, count() OVER (PARTITION BY name) AS distinct_values
  FROM (SELECT arrayJoin(arrayConcat(
  [('status', toString(t.status)), ('level', toString(t.level)), ('kind', toString(t.kind)), ('host', toString(t.host)),
  ('client_ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ('ja4', toString(t.ja4)), ('assignee', t.assignee)],
  arrayMap(key -> ('reason', key), arrayDistinct(t.reasons.key)))) AS pair, t.level, t.score, t.client_ip, t.last_seen
  FROM detections AS t FINAL WHERE t.last_seen >= fromUnixTimestamp64Micro({last_seen_from:Int64}, 'UTC') AND t.last_seen < fromUnixTimestamp64Micro({last_seen_to:Int64}, 'UTC') AND t.client_ip BETWEEN IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).1 AND IPv6CIDRToRange(toIPv6({client_ip__1:String}), {client_ip__0:UInt8}).2 AND NOT ifNull(startsWith(t.ja4, {ja4__2:String}), false) AND NOT ifNull(startsWith(t.host, {host__3:String}), false) AND t.status IN {status:Array(String)} AND t.level IN {level:Array(String)} AND t.kind = {kind:String} AND t.assignee = {assignee:String} AND t.detection_id IN {detection_id:Array(UUID)} AND t.bulk_id = {bulk_id:UUID} AND t.model_id = {model_id:UUID} AND has(t.reasons.key, {reason:String}) AND t.score >= {min_score:Float64} AND t.client_ip IN (SELECT client_ip FROM campaign_members WHERE campaign_id = {campaign:UUID}) AND t.verdict = {verdict:String}) AS found
  GROUP BY name, value ORDER BY count DESC, value LIMIT 20 BY name
  ) GROUP BY name ORDER BY name;

SELECT name, any(distinct_values) AS values,
  CAST(arraySort(item -> (-toInt64(item.2), item.1), groupArray(tuple(value, count, level, score, clients, last_seen))),
  'Array(Tuple(value String, count UInt64, level String, score Float64, clients UInt64, last_seen DateTime64(6)))') AS items
  FROM (
  SELECT pair.1 AS name, pair.2 AS value, count() AS count, argMin(level, indexOf(['critical', 'high', 'medium', 'low'], found.level)) AS level, max(score) AS score,
  uniqExact(client_ip) AS clients, max(last_seen) AS last_seen, count() OVER (PARTITION BY name) AS distinct_values
  FROM (SELECT arrayJoin(arrayConcat(
  [('status', toString(t.status)), ('level', toString(t.level)), ('kind', toString(t.kind)), ('host', toString(t.host)),
  ('client_ip', replaceRegexpOne(toString(t.client_ip), '^::ffff:', '')), ('ja4', toString(t.ja4)), ('assignee', t.assignee)],
  arrayMap(key -> ('reason', key), arrayDistinct(t.reasons.key)))) AS pair, t.level, t.score, t.client_ip, t.last_seen
  FROM detections AS t FINAL WHERE t.verdict != 'suppressed') AS found
  GROUP BY name, value ORDER BY count DESC, value LIMIT 20 BY name
  ) GROUP BY name ORDER BY name;
