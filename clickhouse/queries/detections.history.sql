SELECT t.* EXCEPT (detection_id) FROM detection_history AS t FINAL WHERE t.detection_id = {detection_id:UUID}
  ORDER BY t.version DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (detection_id) FROM detection_history AS t FINAL WHERE t.detection_id = {detection_id:UUID} AND t.change IN {change:Array(String)}
  ORDER BY t.version DESC LIMIT {limit:UInt32};
