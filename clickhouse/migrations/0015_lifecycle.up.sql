-- The life of scores, detections, models and labels.

ALTER TABLE {database}.scores {on_cluster}
    ADD COLUMN IF NOT EXISTS provisional Bool COMMENT 'of an hour that still ran' AFTER contributions,
    ADD COLUMN IF NOT EXISTS shadow Bool COMMENT 'of a model that scores unseen beside the champion' AFTER provisional;

ALTER TABLE {database}.detections {on_cluster}
    ADD COLUMN IF NOT EXISTS requests_by_hour Map(String, UInt64) COMMENT 'by start of the hour, the newest 168' AFTER requests,
    ADD COLUMN IF NOT EXISTS merged_into Nullable(UUID) COMMENT 'the detection of the same actor that it became a part of' AFTER bulk_id,
    MODIFY COLUMN change COMMENT 'what this version is: created, evidence, reopened, merged, quiet, triage, bulk, undo, verdict';

ALTER TABLE {database}.labels {on_cluster}
    ADD COLUMN IF NOT EXISTS awaits_second Bool COMMENT 'does nothing until a second person confirms it' AFTER expires_at;

ALTER TABLE {database}.rules {on_cluster}
    ADD COLUMN IF NOT EXISTS awaits_second Bool COMMENT 'does nothing until a second person confirms it' AFTER expires_at;

-- Why the most anomalous hour of a detection scored as it did; the highest score wins.
CREATE TABLE IF NOT EXISTS {database}.detection_explanations {on_cluster}
(
    detection_id UUID,
    model_id UUID,
    hour DateTime('UTC'),
    ja4 LowCardinality(String),
    score Float64,
    baseline Float64 COMMENT 'score of an average row: the contributions add up to the rest',
    percentile Nullable(Float64),
    baseline_rows UInt64 COMMENT 'rows that the p-values are told from',
    features Array(Tuple(feature String, value Nullable(Float64), contribution Float64, p_value Nullable(Float64), expected Nullable(Float64))),
    normal_without Array(LowCardinality(String)) COMMENT 'features without which the row would be normal',
    explained_at DateTime64(3, 'UTC')
)
ENGINE = {engine:ReplacingMergeTree(explained_at)}
ORDER BY detection_id;
