SELECT t.* EXCEPT (client_ip), replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS client_ip FROM detections AS t FINAL
  WHERE t.updated_at >= fromUnixTimestamp64Milli({after:Int64}, 'UTC') AND t.updated_at < fromUnixTimestamp64Milli({until:Int64}, 'UTC')
  AND (t.updated_at, t.detection_id) > (fromUnixTimestamp64Milli({after:Int64}, 'UTC'), {after_id:UUID})
  ORDER BY t.updated_at, t.detection_id LIMIT {limit:UInt32};

SELECT toUnixTimestamp64Milli(max(t.updated_at)) AS changedMs FROM detections AS t;
