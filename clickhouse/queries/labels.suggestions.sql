SELECT count() AS total FROM (WITH open AS (SELECT t.detection_id AS detection_id, t.client_ip AS client_ip, t.ja4 AS ja4, t.host AS host,
  t.score AS score, t.level AS level, t.requests AS requests, t.reasons.key AS reasons
  FROM detections AS t FINAL WHERE t.verdict = '' AND t.status != 'closed')
  SELECT t.subject FROM (
  SELECT 'ja4' AS subject FROM open AS o WHERE o.ja4 != '' GROUP BY o.ja4 HAVING uniqExact(o.client_ip) > 1
  UNION ALL
  SELECT 'detection' FROM open
  ) AS t WHERE ({subject:String} = '' OR t.subject = {subject:String}));

WITH open AS (SELECT t.detection_id AS detection_id, t.client_ip AS client_ip, t.ja4 AS ja4, t.host AS host,
  t.score AS score, t.level AS level, t.requests AS requests, t.reasons.key AS reasons
  FROM detections AS t FINAL WHERE t.verdict = '' AND t.status != 'closed')
  SELECT * FROM (
  SELECT 'ja4' AS subject, o.ja4 AS value, if(max(o.level = 'critical'), 'bot', 'suspicious') AS label,
  '' AS client_ip, '' AS host, count() AS detections, uniqExact(o.client_ip) AS addresses, sum(o.requests) AS requests, max(o.score) AS score,
  arraySort(groupUniqArrayArray(o.reasons)) AS reasons, round(max(o.score) * log2(1 + uniqExact(o.client_ip)), 6) AS weight
  FROM open AS o WHERE o.ja4 != '' GROUP BY o.ja4 HAVING uniqExact(o.client_ip) > 1
  UNION ALL
  SELECT 'detection', toString(o.detection_id), if(o.level = 'critical', 'bot', 'suspicious'),
  replaceRegexpOne(toString(o.client_ip), '^::ffff:', ''), o.host, 1, 1, o.requests, o.score, arraySort(arrayDistinct(o.reasons)), round(o.score, 6)
  FROM open AS o
  ) AS t
  WHERE ({subject:String} = '' OR t.subject = {subject:String})
  AND ({after_weight:Float64} < 0 OR (t.weight, t.value) < ({after_weight:Float64}, {after_value:String}))
  ORDER BY t.weight DESC, t.value DESC LIMIT {limit:UInt32};
