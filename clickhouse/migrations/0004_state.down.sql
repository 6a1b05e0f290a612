DROP TABLE IF EXISTS {database}.audit {on_cluster};
DROP TABLE IF EXISTS {database}.detections {on_cluster};
DROP TABLE IF EXISTS {database}.scores {on_cluster};
DROP TABLE IF EXISTS {database}.models {on_cluster};
DROP TABLE IF EXISTS {database}.sessions {on_cluster};
DROP TABLE IF EXISTS {database}.users {on_cluster};
DROP TABLE IF EXISTS {database}.api_keys {on_cluster};
