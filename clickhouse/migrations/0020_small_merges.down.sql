ALTER TABLE {database}.http_logs {on_cluster} RESET SETTING vertical_merge_algorithm_min_rows_to_activate;
ALTER TABLE {database}.ingest_batches {on_cluster} RESET SETTING merge_selector_base;
