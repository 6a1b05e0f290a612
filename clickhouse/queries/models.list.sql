SELECT count() AS total FROM models AS t FINAL WHERE t.state = {state:String} AND t.algorithm = {algorithm:String};

SELECT t.* EXCEPT (artifact, version), length(t.artifact) AS artifact_bytes FROM models AS t FINAL
  ORDER BY t.created_at DESC, t.model_id DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (artifact, version), length(t.artifact) AS artifact_bytes FROM models AS t FINAL WHERE t.state = {state:String} AND t.algorithm = {algorithm:String}
  ORDER BY t.created_at DESC, t.model_id DESC LIMIT {limit:UInt32};
