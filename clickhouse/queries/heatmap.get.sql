WITH sumMap(map(c.hour_of_day, c.number)) AS numbers
  SELECT c.day AS day, arrayMap(h -> numbers[toUInt8(h)], range(24)) AS hours FROM (
  WITH toTimeZone(t.hour, {timezone:String}) AS local
  SELECT toString(toDate(local)) AS day, toHour(local) AS hour_of_day, sum(t.requests) AS number
  FROM agg_entity_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.entity_type = {entity_type:String} GROUP BY day, hour_of_day
  ) AS c GROUP BY day ORDER BY day;

WITH sumMap(map(c.hour_of_day, c.number)) AS numbers
  SELECT c.day AS day, arrayMap(h -> numbers[toUInt8(h)], range(24)) AS hours FROM (
  WITH toTimeZone(t.hour, {timezone:String}) AS local
  SELECT toString(toDate(local)) AS day, toHour(local) AS hour_of_day, sum(t.requests) AS number
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip = toIPv6({client_ip__0:String}) AND t.ja4 = {ja4__1:String} AND t.host = {host__2:String} GROUP BY day, hour_of_day
  ) AS c GROUP BY day ORDER BY day;
