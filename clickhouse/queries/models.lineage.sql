SELECT t.model_id, t.state, t.algorithm, t.created_at, t.promoted_at, t.rows, t.metrics, t.parent_id
  FROM models AS t FINAL ORDER BY t.created_at DESC, t.model_id LIMIT 1000;
