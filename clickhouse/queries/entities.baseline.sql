SELECT count() AS requests, uniq(t.client_ip) AS ips, uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip) AS ja4s, uniqIf(t.host, t.host != '') AS hosts, uniqIf(t.user_agent, t.user_agent != '') AS user_agents, uniqIf(t.path, t.path != '') AS paths,
  countIf(t.status IN (401, 403, 429)) AS refused, countIf(t.status = 404) AS not_found,
  countIf(intDiv(t.status, 100) = 5) AS server_errors, sum(t.bytes_out) AS bytes_out
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.client_ip = {entity:IPv6} AND 1;

SELECT count() AS requests, uniq(t.client_ip) AS ips, uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip) AS ja4s, uniqIf(t.host, t.host != '') AS hosts, uniqIf(t.user_agent, t.user_agent != '') AS user_agents, uniqIf(t.path, t.path != '') AS paths,
  countIf(t.status IN (401, 403, 429)) AS refused, countIf(t.status = 404) AS not_found,
  countIf(intDiv(t.status, 100) = 5) AS server_errors, sum(t.bytes_out) AS bytes_out
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.country = {entity:String} AND t.country IS NOT NULL;

SELECT count() AS requests, uniq(t.client_ip) AS ips, uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip) AS ja4s, uniqIf(t.host, t.host != '') AS hosts, uniqIf(t.user_agent, t.user_agent != '') AS user_agents, uniqIf(t.path, t.path != '') AS paths,
  countIf(t.status IN (401, 403, 429)) AS refused, countIf(t.status = 404) AS not_found,
  countIf(intDiv(t.status, 100) = 5) AS server_errors, sum(t.bytes_out) AS bytes_out
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.host = {entity:String} AND t.host != '';

SELECT count() AS requests, uniq(t.client_ip) AS ips, uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip) AS ja4s, uniqIf(t.host, t.host != '') AS hosts, uniqIf(t.user_agent, t.user_agent != '') AS user_agents, uniqIf(t.path, t.path != '') AS paths,
  countIf(t.status IN (401, 403, 429)) AS refused, countIf(t.status = 404) AS not_found,
  countIf(intDiv(t.status, 100) = 5) AS server_errors, sum(t.bytes_out) AS bytes_out
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja3_hash = {entity:String} AND t.ja3_hash IS NOT NULL AND t.src_ip = t.client_ip;

SELECT count() AS requests, uniq(t.client_ip) AS ips, uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip) AS ja4s, uniqIf(t.host, t.host != '') AS hosts, uniqIf(t.user_agent, t.user_agent != '') AS user_agents, uniqIf(t.path, t.path != '') AS paths,
  countIf(t.status IN (401, 403, 429)) AS refused, countIf(t.status = 404) AS not_found,
  countIf(intDiv(t.status, 100) = 5) AS server_errors, sum(t.bytes_out) AS bytes_out
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.ja4 = {entity:String} AND t.ja4 IS NOT NULL AND t.src_ip = t.client_ip;

SELECT count() AS requests, uniq(t.client_ip) AS ips, uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip) AS ja4s, uniqIf(t.host, t.host != '') AS hosts, uniqIf(t.user_agent, t.user_agent != '') AS user_agents, uniqIf(t.path, t.path != '') AS paths,
  countIf(t.status IN (401, 403, 429)) AS refused, countIf(t.status = 404) AS not_found,
  countIf(intDiv(t.status, 100) = 5) AS server_errors, sum(t.bytes_out) AS bytes_out
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.path = {entity:String} AND t.path != '';

SELECT count() AS requests, uniq(t.client_ip) AS ips, uniqIf(t.ja4, t.ja4 IS NOT NULL AND t.src_ip = t.client_ip) AS ja4s, uniqIf(t.host, t.host != '') AS hosts, uniqIf(t.user_agent, t.user_agent != '') AS user_agents, uniqIf(t.path, t.path != '') AS paths,
  countIf(t.status IN (401, 403, 429)) AS refused, countIf(t.status = 404) AS not_found,
  countIf(intDiv(t.status, 100) = 5) AS server_errors, sum(t.bytes_out) AS bytes_out
  FROM http_logs AS t WHERE t.time >= fromUnixTimestamp64Micro({time_from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({time_to:Int64}, 'UTC') AND t.user_agent = {entity:String} AND t.user_agent != '';
