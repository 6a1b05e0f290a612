SELECT arraySort(groupUniqArrayArray(100)(mapKeys(t.measures))) AS names
  FROM campaign_members AS t FINAL WHERE t.campaign_id = {campaignId:UUID};

SELECT replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS client_ip, t.ja4 AS ja4, assumeNotNull(multiIf(
  {x:String} = 'requests', toNullable(toFloat64(t.requests)),
  {x:String} = 'score', t.score,
  {x:String} = 'first_seen', toFloat64(toUnixTimestamp(t.first_seen)),
  {x:String} = 'last_seen', toFloat64(toUnixTimestamp(t.last_seen)),
  mapContains(t.measures, {x:String}), t.measures[{x:String}], NULL)) AS x,
  assumeNotNull(multiIf(
  {y:String} = 'requests', toNullable(toFloat64(t.requests)),
  {y:String} = 'score', t.score,
  {y:String} = 'first_seen', toFloat64(toUnixTimestamp(t.first_seen)),
  {y:String} = 'last_seen', toFloat64(toUnixTimestamp(t.last_seen)),
  mapContains(t.measures, {y:String}), t.measures[{y:String}], NULL)) AS y, count() OVER () AS total
  FROM campaign_members AS t FINAL
  WHERE t.campaign_id = {campaignId:UUID} AND isNotNull(multiIf(
  {x:String} = 'requests', toNullable(toFloat64(t.requests)),
  {x:String} = 'score', t.score,
  {x:String} = 'first_seen', toFloat64(toUnixTimestamp(t.first_seen)),
  {x:String} = 'last_seen', toFloat64(toUnixTimestamp(t.last_seen)),
  mapContains(t.measures, {x:String}), t.measures[{x:String}], NULL)) AND isNotNull(multiIf(
  {y:String} = 'requests', toNullable(toFloat64(t.requests)),
  {y:String} = 'score', t.score,
  {y:String} = 'first_seen', toFloat64(toUnixTimestamp(t.first_seen)),
  {y:String} = 'last_seen', toFloat64(toUnixTimestamp(t.last_seen)),
  mapContains(t.measures, {y:String}), t.measures[{y:String}], NULL))
  ORDER BY t.requests DESC, t.client_ip LIMIT {limit:UInt32};
