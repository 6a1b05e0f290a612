DROP VIEW IF EXISTS {database}.agg_ip_1d_view {on_cluster};

DROP TABLE IF EXISTS {database}.agg_ip_1d {on_cluster} SYNC;
