SELECT t.* EXCEPT (removed) FROM webhooks AS t FINAL WHERE t.webhook_id = {id:UUID} AND NOT t.removed;
