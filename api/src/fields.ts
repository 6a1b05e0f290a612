export type FieldType = 'text' | 'integer' | 'number' | 'boolean' | 'address' | 'time' | 'texts' | 'pairs';
/** Who says it: the platform, the web server's module, ClickHouse from the headers, or the handshake. */
export type FieldOrigin = 'platform' | 'http' | 'derived' | 'tls' | 'network';

/** One field of a request, as http_logs, the specification and the search know it. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly origin: FieldOrigin;
  /** Null when it is not known, which is not the same as empty. */
  readonly nullable: boolean;
  readonly help: string;
}

const optional = { nullable: true };

const of =
  (origin: FieldOrigin) =>
  <Name extends string>(name: Name, type: FieldType, help: string, { nullable = false } = {}) => ({
    name,
    type,
    origin,
    nullable,
    help,
  });

const platform = of('platform');
const http = of('http');
const derived = of('derived');
const tls = of('tls');
const network = of('network');

/** Every field of http_logs. Tests hold the schema and the specification against this list; the search has a filter for each. */
export const fields = [
  platform('batch_id', 'text', 'batch that brought the request'),
  platform('seq', 'integer', 'line of the batch, from 1'),
  platform('join_no', 'integer', 'run of the correlation that wrote it'),
  platform('sensor_id', 'text', 'sensor that sent it'),
  platform('received_at', 'time', 'when the API took the batch'),
  platform('correlated', 'boolean', 'whether the handshake of its connection is known'),
  platform('orphan_side', 'text', 'http without a handshake, else empty'),
  platform('orphan_reason', 'text', 'why there is no handshake'),
  http('time', 'time', 'when the request arrived, to the microsecond'),
  http('req_id', 'text', 'id of the web server'),
  http('conn_id', 'text', 'connection as the module names it; empty when only the wire was seen'),
  http('conn_seq', 'integer', 'position on its connection, from 1'),
  http('scheme', 'text', 'http or https'),
  http('src_ip', 'address', 'TCP peer'),
  http('src_port', 'integer', 'port of the TCP peer'),
  http('client_ip', 'address', 'client behind trusted proxies; src_ip without one'),
  http('dst_ip', 'address', 'address of the web server'),
  http('dst_port', 'integer', 'port of the web server'),
  http('method', 'text', 'method'),
  http('host', 'text', 'Host header'),
  http('path', 'text', 'path without the query'),
  http('query', 'text', 'query string'),
  http('http_version', 'text', '0.9, 1.0, 1.1, 2 or 3'),
  http('status', 'integer', 'status of the answer'),
  http('bytes_in', 'integer', 'bytes of the request'),
  http('bytes_out', 'integer', 'bytes of the answer'),
  http('duration_us', 'integer', 'microseconds to answer'),
  http('headers', 'pairs', 'names and values in the order sent; sensitive values withheld'),
  http('ssl_protocol', 'text', 'TLS version agreed on'),
  http('ssl_cipher', 'text', 'cipher agreed on'),
  http('h2_fingerprint', 'text', 'HTTP/2 fingerprint'),
  http('h2_settings', 'text', 'HTTP/2 SETTINGS'),
  http('h2_window_update', 'integer', 'HTTP/2 WINDOW_UPDATE', optional),
  http('h2_priority', 'text', 'HTTP/2 PRIORITY frames'),
  http('h2_pseudo_order', 'text', 'order of the HTTP/2 pseudo headers'),
  derived('user_agent', 'text', 'User-Agent'),
  derived('referer', 'text', 'Referer'),
  derived('accept', 'text', 'Accept'),
  derived('accept_language', 'text', 'Accept-Language'),
  derived('accept_encoding', 'text', 'Accept-Encoding'),
  derived('content_type', 'text', 'Content-Type'),
  derived('x_forwarded_for', 'text', 'X-Forwarded-For'),
  derived('sec_ch_ua', 'text', 'Sec-CH-UA'),
  derived('sec_ch_ua_mobile', 'text', 'Sec-CH-UA-Mobile'),
  derived('sec_ch_ua_platform', 'text', 'Sec-CH-UA-Platform'),
  derived('sec_fetch_site', 'text', 'Sec-Fetch-Site'),
  derived('sec_fetch_mode', 'text', 'Sec-Fetch-Mode'),
  derived('sec_fetch_dest', 'text', 'Sec-Fetch-Dest'),
  derived('client_headers', 'text', 'names of the headers in the order sent'),
  derived('header_order_hash', 'text', 'hash of the names, whatever their case'),
  tls('tls_time', 'time', 'when the ClientHello was seen', optional),
  tls('transport', 'text', 't TCP, q QUIC, d DTLS', optional),
  tls('hello_index', 'integer', '1 for the first hello of the connection', optional),
  tls('hello_hash', 'text', 'first 16 hex digits of the SHA-256 of the ClientHello', optional),
  tls('ja4', 'text', 'JA4', optional),
  tls('ja4_r', 'text', 'JA4 before hashing', optional),
  tls('ja4_o', 'text', 'JA4 in the order sent', optional),
  tls('ja4_ro', 'text', 'JA4 in the order sent, before hashing', optional),
  tls('ja4_stable', 'text', 'JA4 without what differs between fresh and resumed handshakes', optional),
  tls('ja3', 'text', 'JA3 before hashing', optional),
  tls('ja3_hash', 'text', 'JA3', optional),
  tls('tls_version', 'text', 'highest TLS version offered', optional),
  tls('tls_sni', 'text', 'server name asked for', optional),
  tls('tls_alpn', 'texts', 'protocols offered; none without a handshake'),
  tls('ip_meta_ttl', 'integer', 'TTL of the SYN', optional),
  tls('ip_meta_df', 'boolean', "Don't Fragment of the SYN", optional),
  tls('ip_meta_id', 'integer', 'IP identification of the SYN', optional),
  tls('ip_meta_total_length', 'integer', 'IP length of the SYN', optional),
  tls('tcp_meta_window_size', 'integer', 'TCP window of the SYN', optional),
  tls('tcp_meta_mss', 'integer', 'TCP maximum segment size', optional),
  tls('tcp_meta_window_scale', 'integer', 'TCP window scale', optional),
  tls('tcp_meta_options', 'text', 'kinds of the TCP options in the order sent', optional),
  tls('syn_to_clienthello_ms', 'number', 'milliseconds from SYN to ClientHello', optional),
  tls('segments', 'integer', 'TCP segments of the ClientHello', optional),
  tls('prologue', 'text', 'what came before TLS on the connection', optional),
  tls('tls_source', 'text', 'module or wire', optional),
  network('asn', 'integer', 'autonomous system of the client', optional),
  network('as_name', 'text', 'name of the autonomous system', optional),
  network('country', 'text', 'country of the client', optional),
] satisfies readonly Field[];
