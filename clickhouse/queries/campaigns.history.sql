SELECT count() AS total FROM campaign_history AS t FINAL WHERE t.campaign_id = {campaign_id:UUID};

SELECT t.version, t.updated_at, t.updated_by, t.change, t.members, t.requests, t.score, t.level, t.status,
  t.comment, t.last_seen FROM campaign_history AS t FINAL WHERE t.campaign_id = {campaign_id:UUID}
  ORDER BY t.version DESC LIMIT {limit:UInt32};
