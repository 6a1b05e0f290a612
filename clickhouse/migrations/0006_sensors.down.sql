DROP VIEW IF EXISTS {database}.sensor_last_heartbeats_view {on_cluster};
DROP TABLE IF EXISTS {database}.sensor_last_heartbeats {on_cluster};
DROP TABLE IF EXISTS {database}.sensor_heartbeats {on_cluster};
DROP TABLE IF EXISTS {database}.sensor_tokens {on_cluster};
DROP TABLE IF EXISTS {database}.sensors {on_cluster};
