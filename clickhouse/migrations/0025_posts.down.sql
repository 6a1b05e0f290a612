DROP VIEW IF EXISTS {database}.agg_posts_1h_view {on_cluster};

DROP TABLE IF EXISTS {database}.agg_posts_1h {on_cluster} SYNC;
