SELECT t.name AS table,
  extract(t.engine_full, ' TTL (.+?)(?: SETTINGS .*)?$') AS ttl, ifNull(t.total_rows, 0) AS rows,
  CAST(t.name IN (
  SELECT table FROM system.columns WHERE database = {database:String}
  AND (name IN ('src_ip', 'client_ip', 'address', 'entity_value') OR type LIKE '%IPv6%'
  OR (table, name) IN (('campaign_history', 'key'), ('campaigns', 'key'), ('decisions', 'value'), ('detection_bulks', 'filters'), ('ingest_rejects', 'line'), ('labels', 'value'), ('reference_prefixes', 'prefix'), ('rules', 'value'), ('searches', 'query'), ('sensors', 'settings'), ('webhook_deliveries', 'payload')))
  ), 'Bool') AS personal
  FROM system.tables AS t
  WHERE t.database = {database:String} AND t.engine LIKE '%MergeTree' AND NOT startsWith(t.name, '.inner')
  ORDER BY t.name;
