SELECT count() AS total FROM detection_bulks AS t FINAL WHERE t.created_by = {created_by:String} AND t.undone_at IS NOT NULL;

SELECT t.* FROM detection_bulks AS t FINAL
  ORDER BY t.created_at DESC, t.bulk_id DESC LIMIT {limit:UInt32};

SELECT t.* FROM detection_bulks AS t FINAL WHERE t.created_by = {created_by:String} AND t.undone_at IS NOT NULL
  ORDER BY t.created_at DESC, t.bulk_id DESC LIMIT {limit:UInt32};
