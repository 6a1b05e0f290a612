ALTER TABLE {database}.agg_host_ip_ja4_1h {on_cluster} RESET SETTING min_bytes_for_wide_part, merge_selector_base;
ALTER TABLE {database}.handshakes {on_cluster} RESET SETTING min_bytes_for_wide_part, merge_selector_base;
ALTER TABLE {database}.http_logs {on_cluster} RESET SETTING min_bytes_for_wide_part, merge_selector_base;
