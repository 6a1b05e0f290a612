SELECT toUnixTimestamp(t.hour) AS hour, sum(t.requests) AS requests FROM agg_entity_1h AS t
  WHERE t.entity_type = 'all' GROUP BY t.hour ORDER BY t.hour DESC;
