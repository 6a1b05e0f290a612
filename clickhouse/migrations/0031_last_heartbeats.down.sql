DROP VIEW IF EXISTS {database}.sensor_last_heartbeats_view {on_cluster};

CREATE TABLE IF NOT EXISTS {database}.sensor_last_heartbeats {on_cluster} AS {database}.sensor_heartbeats
ENGINE = {engine:ReplacingMergeTree(time)}
ORDER BY sensor_id;

CREATE TABLE IF NOT EXISTS {database}.sensor_last_heartbeats_before {on_cluster} AS {database}.sensor_heartbeats
ENGINE = {engine:ReplacingMergeTree(time)}
PARTITION BY tuple()
ORDER BY sensor_id;

INSERT INTO {database}.sensor_last_heartbeats_before SELECT * FROM {database}.sensor_last_heartbeats;

DROP TABLE IF EXISTS {database}.sensor_last_heartbeats {on_cluster} SYNC;

CREATE TABLE IF NOT EXISTS {database}.sensor_last_heartbeats {on_cluster} AS {database}.sensor_heartbeats
ENGINE = {engine:ReplacingMergeTree(time)}
ORDER BY sensor_id;

INSERT INTO {database}.sensor_last_heartbeats SELECT * FROM {database}.sensor_last_heartbeats_before;

DROP TABLE IF EXISTS {database}.sensor_last_heartbeats_before {on_cluster} SYNC;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.sensor_last_heartbeats_view {on_cluster} TO {database}.sensor_last_heartbeats AS
SELECT * FROM {database}.sensor_heartbeats;
