-- Parts of the join follow each other in time, so that merging few of them copies ranges of whole columns: all columns at once cost two thirds
-- of one column after the other (500,000 requests in twelve parts: 1.0 and 1.6 s of processor time). Large merges keep to one column
-- after the other, which bounds their memory.
ALTER TABLE {database}.http_logs {on_cluster} MODIFY SETTING vertical_merge_algorithm_min_rows_to_activate = 2000000;
ALTER TABLE {database}.ingest_batches {on_cluster} MODIFY SETTING merge_selector_base = 20;
