SELECT t.model_id, t.checksum, t.artifact FROM models AS t FINAL WHERE t.model_id = {modelId:UUID};
