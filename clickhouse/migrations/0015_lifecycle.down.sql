DROP TABLE IF EXISTS {database}.detection_explanations {on_cluster};
ALTER TABLE {database}.rules {on_cluster} DROP COLUMN IF EXISTS awaits_second;
ALTER TABLE {database}.labels {on_cluster} DROP COLUMN IF EXISTS awaits_second;
ALTER TABLE {database}.detections {on_cluster} DROP COLUMN IF EXISTS requests_by_hour, DROP COLUMN IF EXISTS merged_into;
ALTER TABLE {database}.scores {on_cluster} DROP COLUMN IF EXISTS provisional, DROP COLUMN IF EXISTS shadow;
