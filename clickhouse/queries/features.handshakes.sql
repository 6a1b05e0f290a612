SELECT count() AS total FROM (WITH (
  SELECT groupArray((hour, client_ip, connections)) FROM (
  SELECT t.hour AS hour, t.src_ip AS client_ip, uniqCombinedMerge(12)(t.connections) AS connections
  FROM agg_handshakes_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND (toDate(t.hour), toUInt16(cityHash64(t.hour, t.src_ip))) IN (SELECT (toDate(t.hour), toUInt16(cityHash64(t.hour, t.src_ip))) AS s FROM agg_handshakes_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC')
  GROUP BY s HAVING sum(t.handshakes) >= 0.9 * {min_connections:UInt64})
  GROUP BY hour, client_ip HAVING connections >= {min_connections:UInt64}
  )) AS enough,
  (
  SELECT groupArray((s.1, s.2)) FROM (SELECT arrayJoin(enough) AS s) AS shaken
  LEFT JOIN (SELECT t.hour AS hour, t.client_ip AS client_ip, sum(t.requests) AS requests,
  uniqCombinedMerge(12)(t.connections) AS used
  -- The address alone says no more than the pair, but leaves out most rows for less.
  FROM agg_ip_behavior_1h AS t WHERE t.client_ip IN (SELECT DISTINCT k.2 FROM (SELECT arrayJoin(enough) AS k))
  AND (t.hour, t.client_ip) IN (SELECT DISTINCT k.1, k.2 FROM (SELECT arrayJoin(enough) AS k))
  GROUP BY hour, client_ip) AS u ON u.hour = s.1 AND u.client_ip = s.2
  WHERE used <= s.3 * {max_used:Float64}
  ) AS silent,
  shaken AS (
  SELECT t.hour AS hour, t.src_ip AS client_ip, uniqCombinedMerge(12)(t.connections) AS connections,
  argMax(t.ja4, t.handshakes) AS ja4, uniqExact(t.ja4) AS ja4s, groupUniqArrayMerge(10)(t.server_names) AS names,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen
  FROM agg_handshakes_1h AS t WHERE (t.hour, t.src_ip) IN (SELECT arrayJoin(silent))
  GROUP BY hour, client_ip
  ),
  -- Hosts whose requests are seen: where nobody's are, it is the sensor that sees none.
  hosts AS (
  SELECT t.hour AS hour, groupUniqArray(toString(t.host)) AS served FROM agg_ja4_prevalence_1h AS t
  WHERE t.hour IN (SELECT arrayJoin(silent).1) GROUP BY hour
  )
  SELECT s.hour AS hour, replaceRegexpOne(toString(s.client_ip), '^::ffff:', '') AS client_ip, s.ja4 AS ja4,
  arrayFirst(x -> has(served, x), arraySort(names)) AS host, connections, used, requests, ja4s, first_seen, last_seen
  FROM shaken AS s
  JOIN hosts AS h ON h.hour = s.hour
  LEFT JOIN (SELECT t.hour AS hour, t.client_ip AS client_ip, sum(t.requests) AS requests,
  uniqCombinedMerge(12)(t.connections) AS used
  -- The address alone says no more than the pair, but leaves out most rows for less.
  FROM agg_ip_behavior_1h AS t WHERE t.client_ip IN (SELECT DISTINCT k.2 FROM (SELECT arrayJoin(silent) AS k))
  AND (t.hour, t.client_ip) IN (SELECT DISTINCT k.1, k.2 FROM (SELECT arrayJoin(silent) AS k))
  GROUP BY hour, client_ip) AS u ON u.hour = s.hour AND u.client_ip = s.client_ip
  WHERE (host != '' OR empty(arrayFilter(x -> x != '', names)))
  -- A proxy shakes hands, and the requests are its clients'.
  AND s.client_ip NOT IN (
  SELECT src_ip FROM http_logs WHERE src_ip != client_ip AND src_ip IN (SELECT arrayJoin(silent).2)
  AND toStartOfHour(time) IN (SELECT arrayJoin(silent).1)));

WITH (
  SELECT groupArray((hour, client_ip, connections)) FROM (
  SELECT t.hour AS hour, t.src_ip AS client_ip, uniqCombinedMerge(12)(t.connections) AS connections
  FROM agg_handshakes_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND (toDate(t.hour), toUInt16(cityHash64(t.hour, t.src_ip))) IN (SELECT (toDate(t.hour), toUInt16(cityHash64(t.hour, t.src_ip))) AS s FROM agg_handshakes_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC')
  GROUP BY s HAVING sum(t.handshakes) >= 0.9 * {min_connections:UInt64})
  GROUP BY hour, client_ip HAVING connections >= {min_connections:UInt64}
  )) AS enough,
  (
  SELECT groupArray((s.1, s.2)) FROM (SELECT arrayJoin(enough) AS s) AS shaken
  LEFT JOIN (SELECT t.hour AS hour, t.client_ip AS client_ip, sum(t.requests) AS requests,
  uniqCombinedMerge(12)(t.connections) AS used
  -- The address alone says no more than the pair, but leaves out most rows for less.
  FROM agg_ip_behavior_1h AS t WHERE t.client_ip IN (SELECT DISTINCT k.2 FROM (SELECT arrayJoin(enough) AS k))
  AND (t.hour, t.client_ip) IN (SELECT DISTINCT k.1, k.2 FROM (SELECT arrayJoin(enough) AS k))
  GROUP BY hour, client_ip) AS u ON u.hour = s.1 AND u.client_ip = s.2
  WHERE used <= s.3 * {max_used:Float64}
  ) AS silent,
  shaken AS (
  SELECT t.hour AS hour, t.src_ip AS client_ip, uniqCombinedMerge(12)(t.connections) AS connections,
  argMax(t.ja4, t.handshakes) AS ja4, uniqExact(t.ja4) AS ja4s, groupUniqArrayMerge(10)(t.server_names) AS names,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen
  FROM agg_handshakes_1h AS t WHERE (t.hour, t.src_ip) IN (SELECT arrayJoin(silent))
  GROUP BY hour, client_ip
  ),
  -- Hosts whose requests are seen: where nobody's are, it is the sensor that sees none.
  hosts AS (
  SELECT t.hour AS hour, groupUniqArray(toString(t.host)) AS served FROM agg_ja4_prevalence_1h AS t
  WHERE t.hour IN (SELECT arrayJoin(silent).1) GROUP BY hour
  )
  SELECT s.hour AS hour, replaceRegexpOne(toString(s.client_ip), '^::ffff:', '') AS client_ip, s.ja4 AS ja4,
  arrayFirst(x -> has(served, x), arraySort(names)) AS host, connections, used, requests, ja4s, first_seen, last_seen
  FROM shaken AS s
  JOIN hosts AS h ON h.hour = s.hour
  LEFT JOIN (SELECT t.hour AS hour, t.client_ip AS client_ip, sum(t.requests) AS requests,
  uniqCombinedMerge(12)(t.connections) AS used
  -- The address alone says no more than the pair, but leaves out most rows for less.
  FROM agg_ip_behavior_1h AS t WHERE t.client_ip IN (SELECT DISTINCT k.2 FROM (SELECT arrayJoin(silent) AS k))
  AND (t.hour, t.client_ip) IN (SELECT DISTINCT k.1, k.2 FROM (SELECT arrayJoin(silent) AS k))
  GROUP BY hour, client_ip) AS u ON u.hour = s.hour AND u.client_ip = s.client_ip
  WHERE (host != '' OR empty(arrayFilter(x -> x != '', names)))
  -- A proxy shakes hands, and the requests are its clients'.
  AND s.client_ip NOT IN (
  SELECT src_ip FROM http_logs WHERE src_ip != client_ip AND src_ip IN (SELECT arrayJoin(silent).2)
  AND toStartOfHour(time) IN (SELECT arrayJoin(silent).1))
  ORDER BY s.hour, s.client_ip LIMIT {limit:UInt32};
