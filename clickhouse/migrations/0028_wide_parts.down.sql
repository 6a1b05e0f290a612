ALTER TABLE {database}.agg_handshakes_1h {on_cluster} MODIFY SETTING min_bytes_for_wide_part = 134217728;
ALTER TABLE {database}.agg_ja4_prevalence_1h {on_cluster} MODIFY SETTING min_bytes_for_wide_part = 134217728;
ALTER TABLE {database}.agg_entity_1h {on_cluster} MODIFY SETTING min_bytes_for_wide_part = 134217728;
