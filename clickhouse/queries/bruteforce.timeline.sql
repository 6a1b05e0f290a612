SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time, sum(t.posts) AS posts,
  sum(t.login_posts) AS login_posts, sum(t.login_refused) AS refused, uniq(t.client_ip) AS attackers, uniq(t.host) AS targets
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip = toIPv6({client_ip__0:String}) AND t.host = {host__1:String} AND t.posts > 0 AND (t.client_ip, t.host) IN (SELECT client_ip, host FROM (SELECT t.client_ip AS client_ip, t.host AS host, sum(t.posts) AS posts, sum(t.login_posts) AS login_posts,
  sum(t.login_refused) AS refused, groupUniqArrayIf(100)(t.ja4, t.ja4 != '') AS ja4s,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip = toIPv6({client_ip__0:String}) AND t.host = {host__1:String} AND t.posts > 0 GROUP BY client_ip, host
  HAVING posts >= {min_posts:UInt64}))
  GROUP BY time ORDER BY time;

SELECT toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time, sum(t.posts) AS posts,
  sum(t.login_posts) AS login_posts, sum(t.login_refused) AS refused, uniq(t.client_ip) AS attackers, uniq(t.host) AS targets
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.posts > 0 AND (t.client_ip, t.host) IN (SELECT client_ip, host FROM (SELECT t.client_ip AS client_ip, t.host AS host, sum(t.posts) AS posts, sum(t.login_posts) AS login_posts,
  sum(t.login_refused) AS refused, groupUniqArrayIf(100)(t.ja4, t.ja4 != '') AS ja4s,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.posts > 0 GROUP BY client_ip, host
  HAVING posts >= {min_posts:UInt64}))
  GROUP BY time ORDER BY time;
