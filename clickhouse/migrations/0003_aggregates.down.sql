DROP VIEW IF EXISTS {database}.agg_host_ip_ja4_1h_view {on_cluster};
DROP TABLE IF EXISTS {database}.agg_host_ip_ja4_1h {on_cluster};
