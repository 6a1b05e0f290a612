SELECT * FROM campaigns FINAL WHERE campaign_id IN {campaignIds:Array(UUID)};
