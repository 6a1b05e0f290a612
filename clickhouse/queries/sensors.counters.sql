SELECT name, groupArray(CAST((step, increase), 'Tuple(time DateTime(\'UTC\'), increase UInt64)')) AS points
  FROM (SELECT name, toStartOfInterval(toDateTime(time, 'UTC'), toIntervalSecond({step:UInt32})) AS step,
  sum(grown) AS increase
  FROM (SELECT name, time, started_at = lagInFrame(started_at) OVER beats AS goes_on,
  lagInFrame(value, 1, value) OVER beats AS before, row_number() OVER beats AS nth,
  multiIf(goes_on, toUInt64(value - least(before, value)),
  nth = 1 AND started_at < fromUnixTimestamp64Micro({after:Int64}, 'UTC'), toUInt64(0), value) AS grown
  FROM (SELECT t.*, name, value FROM (SELECT sensor_id, time, started_at, counters FROM sensor_heartbeats) AS t
  ARRAY JOIN mapKeys(t.counters) AS name, mapValues(t.counters) AS value) AS t WHERE t.sensor_id = {sensor_id:String} AND t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC')
  WINDOW beats AS (PARTITION BY name ORDER BY time))
  WHERE time >= fromUnixTimestamp64Micro({after:Int64}, 'UTC') GROUP BY name, step ORDER BY name, step)
  GROUP BY name ORDER BY name;

SELECT name, groupArray(CAST((step, increase), 'Tuple(time DateTime(\'UTC\'), increase UInt64)')) AS points
  FROM (SELECT name, toStartOfInterval(toDateTime(time, 'UTC'), toIntervalSecond({step:UInt32})) AS step,
  sum(grown) AS increase
  FROM (SELECT name, time, started_at = lagInFrame(started_at) OVER beats AS goes_on,
  lagInFrame(value, 1, value) OVER beats AS before, row_number() OVER beats AS nth,
  multiIf(goes_on, toUInt64(value - least(before, value)),
  nth = 1 AND started_at < fromUnixTimestamp64Micro({after:Int64}, 'UTC'), toUInt64(0), value) AS grown
  FROM (SELECT t.*, name, value FROM (SELECT sensor_id, time, started_at, counters FROM sensor_heartbeats) AS t
  ARRAY JOIN mapKeys(t.counters) AS name, mapValues(t.counters) AS value) AS t WHERE t.sensor_id = {sensor_id:String} AND t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.name = {name__0:String}
  WINDOW beats AS (PARTITION BY name ORDER BY time))
  WHERE time >= fromUnixTimestamp64Micro({after:Int64}, 'UTC') GROUP BY name, step ORDER BY name, step)
  GROUP BY name ORDER BY name;
