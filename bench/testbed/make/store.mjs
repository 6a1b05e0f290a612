// What the platform has in its store, past the API: whole tables, also rows that should not be there.

async function rowsOf({ platform }, statement) {
  const text = await platform.sql(`${statement} FORMAT JSONEachRow`);
  return text.split('\n').filter(Boolean).map(JSON.parse);
}

const address = (column) => `replaceRegexpOne(toString(${column}), '^::ffff:', '') AS ${column}`;
const tlsColumns =
  'hello_hash, ja4, ja3_hash, ip_meta_ttl, ip_meta_id, ip_meta_total_length, tcp_meta_window_size, tcp_meta_options';

/** Requests since a moment. */
export const loggedRequests = (testbed, since) =>
  rowsOf(
    testbed,
    `SELECT time, ${address('src_ip')}, src_port, ${address('client_ip')}, dst_port, method, status, scheme, conn_id,
       concat(path, if(query = '', '', concat('?', query))) AS target, correlated, tls_source, http_version, prologue,
       ${tlsColumns}
     FROM http_logs WHERE time >= '${since}' SETTINGS output_format_json_quote_64bit_integers = 0`,
  );

/** Handshakes since a moment. */
export const storedHandshakes = (testbed, since) =>
  rowsOf(
    testbed,
    `SELECT time, ${address('src_ip')}, src_port, dst_port, source, conn_id, ${tlsColumns}
     FROM handshakes WHERE time >= '${since}' SETTINGS output_format_json_quote_64bit_integers = 0`,
  );
