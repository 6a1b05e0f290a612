DROP TABLE IF EXISTS {database}.webhook_deliveries {on_cluster};
DROP TABLE IF EXISTS {database}.webhooks {on_cluster};
DROP TABLE IF EXISTS {database}.searches {on_cluster};
DROP TABLE IF EXISTS {database}.decisions {on_cluster};
DROP TABLE IF EXISTS {database}.rules {on_cluster};
DROP TABLE IF EXISTS {database}.labels {on_cluster};
ALTER TABLE {database}.detections {on_cluster} DROP COLUMN IF EXISTS verdict_by;
ALTER TABLE {database}.detections {on_cluster} DROP COLUMN IF EXISTS verdict;
ALTER TABLE {database}.detections {on_cluster} DROP COLUMN IF EXISTS found_level;
