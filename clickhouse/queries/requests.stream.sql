SELECT concat(toString(t.batch_id), '-', toString(t.seq)) AS id,
  replaceRegexpOne(toString(t.src_ip), '^::ffff:', '') AS src_ip,
  replaceRegexpOne(toString(t.client_ip), '^::ffff:', '') AS client_ip,
  replaceRegexpOne(toString(t.dst_ip), '^::ffff:', '') AS dst_ip,
  t.* EXCEPT (src_ip, client_ip, dst_ip) FROM http_logs AS t WHERE t.join_no >= {after_join_no:UInt64} AND t.join_no <= {last_join_no:UInt64}
  AND (t.join_no, t.batch_id, t.seq) > ({after_join_no:UInt64}, {after_batch:UUID}, {after_seq:UInt32})
  ORDER BY t.join_no, t.batch_id, t.seq LIMIT {limit:UInt32};

SELECT max(t.join_no) AS joinNo FROM ingest_batches AS t WHERE t.state = 'correlated';
