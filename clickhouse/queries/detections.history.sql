SELECT count() AS total FROM detection_history AS t FINAL WHERE t.detection_id = {detection_id:UUID} AND t.change IN {change:Array(String)};

SELECT t.* EXCEPT (detection_id) FROM (SELECT t.*, if(row_number() OVER w = 1, [], arrayFilter((name, differs) -> differs,
  ['status', 'assignee', 'comment', 'level', 'verdict', 'score', 'requests', 'last_seen', 'reasons'],
  [t.status != lagInFrame(t.status) OVER w, t.assignee != lagInFrame(t.assignee) OVER w, t.comment != lagInFrame(t.comment) OVER w, t.level != lagInFrame(t.level) OVER w, t.verdict != lagInFrame(t.verdict) OVER w, t.score != lagInFrame(t.score) OVER w, t.requests != lagInFrame(t.requests) OVER w, t.last_seen != lagInFrame(t.last_seen) OVER w, t.reasons != lagInFrame(t.reasons) OVER w])) AS changed
  FROM detection_history AS t FINAL WHERE t.detection_id = {detection_id:UUID} WINDOW w AS (ORDER BY t.version)) AS t WHERE t.detection_id = {detection_id:UUID}
  ORDER BY t.version DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (detection_id) FROM (SELECT t.*, if(row_number() OVER w = 1, [], arrayFilter((name, differs) -> differs,
  ['status', 'assignee', 'comment', 'level', 'verdict', 'score', 'requests', 'last_seen', 'reasons'],
  [t.status != lagInFrame(t.status) OVER w, t.assignee != lagInFrame(t.assignee) OVER w, t.comment != lagInFrame(t.comment) OVER w, t.level != lagInFrame(t.level) OVER w, t.verdict != lagInFrame(t.verdict) OVER w, t.score != lagInFrame(t.score) OVER w, t.requests != lagInFrame(t.requests) OVER w, t.last_seen != lagInFrame(t.last_seen) OVER w, t.reasons != lagInFrame(t.reasons) OVER w])) AS changed
  FROM detection_history AS t FINAL WHERE t.detection_id = {detection_id:UUID} WINDOW w AS (ORDER BY t.version)) AS t WHERE t.detection_id = {detection_id:UUID} AND t.change IN {change:Array(String)}
  ORDER BY t.version DESC LIMIT {limit:UInt32};
