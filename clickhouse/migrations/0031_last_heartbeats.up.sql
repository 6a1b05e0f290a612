-- The newest heartbeat of each sensor was one of each sensor and day, and stayed for ever: the table had taken over the partitions of the
-- heartbeats, and rows of different partitions never replace each other. Its rows wait in a table of their own while it is made anew. A
-- run that was killed meanwhile is finished by the next: it finds the rows in either table, and the same row twice is one.
DROP VIEW IF EXISTS {database}.sensor_last_heartbeats_view {on_cluster};

CREATE TABLE IF NOT EXISTS {database}.sensor_last_heartbeats {on_cluster} AS {database}.sensor_heartbeats
ENGINE = {engine:ReplacingMergeTree(time)}
PARTITION BY tuple()
ORDER BY sensor_id;

CREATE TABLE IF NOT EXISTS {database}.sensor_last_heartbeats_before {on_cluster} AS {database}.sensor_heartbeats
ENGINE = {engine:ReplacingMergeTree(time)}
PARTITION BY tuple()
ORDER BY sensor_id;

INSERT INTO {database}.sensor_last_heartbeats_before SELECT * FROM {database}.sensor_last_heartbeats;

DROP TABLE IF EXISTS {database}.sensor_last_heartbeats {on_cluster} SYNC;

-- The newest heartbeat of each sensor, which stays.
CREATE TABLE IF NOT EXISTS {database}.sensor_last_heartbeats {on_cluster} AS {database}.sensor_heartbeats
ENGINE = {engine:ReplacingMergeTree(time)}
PARTITION BY tuple()
ORDER BY sensor_id;

INSERT INTO {database}.sensor_last_heartbeats SELECT * FROM {database}.sensor_last_heartbeats_before;

DROP TABLE IF EXISTS {database}.sensor_last_heartbeats_before {on_cluster} SYNC;

CREATE MATERIALIZED VIEW IF NOT EXISTS {database}.sensor_last_heartbeats_view {on_cluster} TO {database}.sensor_last_heartbeats AS
SELECT * FROM {database}.sensor_heartbeats;
