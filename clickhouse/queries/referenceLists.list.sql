SELECT * FROM reference_lists FINAL ORDER BY list;

SELECT name, toBool(status IN ('LOADED', 'LOADED_AND_RELOADING')) AS is_loaded,
  toBool(last_exception = '') AS is_current
  FROM system.dictionaries
  WHERE database = {database:String} AND status NOT IN ('FAILED', 'FAILED_AND_RELOADING', 'NOT_EXIST');
