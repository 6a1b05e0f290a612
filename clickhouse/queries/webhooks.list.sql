SELECT count() AS total FROM webhooks AS t FINAL WHERE t.name = {name__0:String} AND t.enabled = {enabled:Bool} AND has(t.events, {event:String}) AND NOT t.removed;

SELECT t.* EXCEPT (removed) FROM webhooks AS t FINAL WHERE NOT t.removed
  ORDER BY t.created_at DESC, t.webhook_id DESC LIMIT {limit:UInt32};

SELECT t.* EXCEPT (removed) FROM webhooks AS t FINAL WHERE t.name = {name__0:String} AND t.enabled = {enabled:Bool} AND has(t.events, {event:String}) AND NOT t.removed
  ORDER BY t.created_at DESC, t.webhook_id DESC LIMIT {limit:UInt32};
