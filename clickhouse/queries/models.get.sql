SELECT t.* EXCEPT (artifact, version), length(t.artifact) AS artifact_bytes FROM models AS t FINAL WHERE t.model_id = {modelId:UUID};
