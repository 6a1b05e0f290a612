SELECT h.1 AS time, sum(h.2) AS posts, sum(h.3) AS login_posts, sum(h.4) AS refused,
  uniq(t.client_ip) AS attackers, uniq(t.host) AS targets
  FROM (SELECT t.client_ip AS client_ip, t.host AS host, groupArray((toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})), t.posts, t.login_posts,
  t.login_refused)) AS hours
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.client_ip = toIPv6({client_ip__0:String}) AND t.host = {host__1:String} AND t.posts > 0 AND t.client_ip IN (SELECT t.client_ip FROM (SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, toUInt32(1) AS hours_seen, if(h.correlated, h.requests, 0) AS correlated,
  initializeAggregation('uniqCombinedState(12)', cityHash64(h.host)) AS hosts FROM agg_host_ip_ja4_1h AS h WHERE (h.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({day_from:Int64}, 'UTC'))
  OR (h.hour >= fromUnixTimestamp64Micro({day_to:Int64}, 'UTC') AND h.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC'))
  UNION ALL SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, hours_seen, correlated, hosts FROM agg_ip_1d AS d WHERE d.hour >= fromUnixTimestamp64Micro({day_from:Int64}, 'UTC') AND d.hour < fromUnixTimestamp64Micro({day_to:Int64}, 'UTC')) AS t WHERE 1 AND t.posts > 0 AND t.client_ip = toIPv6({client_ip__0:String}) GROUP BY t.client_ip HAVING sum(t.posts) >= {min_posts:UInt64}) GROUP BY client_ip, host
  HAVING sum(t.posts) >= {min_posts:UInt64}) AS t ARRAY JOIN t.hours AS h GROUP BY time ORDER BY time;

SELECT h.1 AS time, sum(h.2) AS posts, sum(h.3) AS login_posts, sum(h.4) AS refused,
  uniq(t.client_ip) AS attackers, uniq(t.host) AS targets
  FROM (SELECT t.client_ip AS client_ip, t.host AS host, groupArray((toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})), t.posts, t.login_posts,
  t.login_refused)) AS hours
  FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.posts > 0 AND t.client_ip IN (SELECT t.client_ip FROM (SELECT client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out, toUInt32(1) AS hours_seen, if(h.correlated, h.requests, 0) AS correlated,
  initializeAggregation('uniqCombinedState(12)', cityHash64(h.host)) AS hosts FROM agg_host_ip_ja4_1h AS h) AS t WHERE t.hour >= fromUnixTimestamp64Micro({hour_from:Int64}, 'UTC') AND t.hour < fromUnixTimestamp64Micro({hour_to:Int64}, 'UTC') AND t.posts > 0 GROUP BY t.client_ip HAVING sum(t.posts) >= {min_posts:UInt64}) GROUP BY client_ip, host
  HAVING sum(t.posts) >= {min_posts:UInt64}) AS t ARRAY JOIN t.hours AS h GROUP BY time ORDER BY time;
