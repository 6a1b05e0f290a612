SELECT count() AS total FROM searches AS t FINAL WHERE t.created_by = {viewer:String} AND t.page = {page:String} AND t.name = {name__0:String} AND t.shared = {shared:Bool} AND NOT t.removed;

SELECT t.* EXCEPT (removed) FROM searches AS t FINAL WHERE (t.shared OR t.created_by = {viewer:String}) AND NOT t.removed
  ORDER BY t.created_at DESC, t.search_id DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (removed) FROM searches AS t FINAL WHERE (t.shared OR t.created_by = {viewer:String}) AND t.is_default = {is_default:Bool} AND NOT t.removed
  ORDER BY t.created_at DESC, t.search_id DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (removed) FROM searches AS t FINAL WHERE t.created_by = {viewer:String} AND t.page = {page:String} AND t.name = {name__0:String} AND t.shared = {shared:Bool} AND NOT t.removed
  ORDER BY t.created_at DESC, t.search_id DESC LIMIT {limit:UInt32};
