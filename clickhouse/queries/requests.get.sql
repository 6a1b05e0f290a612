SELECT concat(toString(t.batch_id), '-', toString(t.seq)) AS id,
  replaceRegexpOne(toString(t.src_ip), '^::ffff:', '') AS src_ip,
  replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS client_ip,
  replaceRegexpOne(toString(t.dst_ip), '^::ffff:', '') AS dst_ip,
  t.* EXCEPT (src_ip, client_ip, dst_ip) FROM http_logs AS t
  WHERE t.batch_id = {batchId:UUID} AND t.seq = {seq:UInt32} LIMIT 1;
