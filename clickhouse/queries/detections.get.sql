SELECT t.* EXCEPT (client_ip), replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS client_ip FROM detections AS t FINAL WHERE t.detection_id IN {detectionIds:Array(UUID)};
