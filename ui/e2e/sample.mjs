/** Returns a request over plain HTTP, which waits for no handshake. */
export function newRequest(changes = {}) {
  const names = ['req_id', 'conn_id', 'query', 'ssl_protocol', 'ssl_cipher', 'h2_fingerprint', 'h2_settings'];
  return {
    ...Object.fromEntries([...names, 'h2_priority', 'h2_pseudo_order'].map((name) => [name, ''])),
    time: new Date().toISOString().replace('Z', '000Z'),
    conn_seq: 1,
    scheme: 'http',
    src_ip: '192.0.2.77',
    src_port: 40_000,
    client_ip: '192.0.2.77',
    dst_ip: '192.0.2.10',
    dst_port: 80,
    h2_window_update: null,
    method: 'GET',
    host: 'shop.example',
    path: '/arrived-just-now',
    http_version: '1.1',
    status: 200,
    bytes_in: 0,
    bytes_out: 3,
    duration_us: 428,
    headers: [['User-Agent', 'curl/8.5.0']],
    ...changes,
  };
}
