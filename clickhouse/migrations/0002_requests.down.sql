DROP TABLE IF EXISTS {database}.http_logs {on_cluster};
