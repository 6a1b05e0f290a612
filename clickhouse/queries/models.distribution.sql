SELECT count() AS rows,
  if(rows = 0, [], quantiles(0.5, 0.9, 0.95, 0.99, 0.999)(t.score)) AS quantiles,
  sumMap(map(toUInt16(least(floor(t.score * {buckets:UInt16}), {buckets:UInt16} - 1)), toUInt64(1))) AS counts
  FROM scores AS t FINAL WHERE t.model_id = {model_id:UUID} AND t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC');
