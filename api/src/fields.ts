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
  /** A parameter of the search has its name. */
  readonly searchable: boolean;
  readonly help: string;
}

interface Traits {
  nullable?: boolean;
  searchable?: boolean;
}
const optional: Traits = { nullable: true };
const searched: Traits = { searchable: true };
const both: Traits = { nullable: true, searchable: true };

const of =
  (origin: FieldOrigin) =>
  (name: string, type: FieldType, help: string, { nullable = false, searchable = false }: Traits = {}): Field => ({
    name,
    type,
    origin,
    nullable,
    searchable,
    help,
  });

const platform = of('platform');
const http = of('http');
const derived = of('derived');
const tls = of('tls');
const network = of('network');

/** Every field of http_logs. Tests hold the schema, the specification and the search against this list. */
export const fields: readonly Field[] = [
  platform('batch_id', 'text', 'batch that brought the request'),
  platform('seq', 'integer', 'line of the batch, from 1'),
  platform('join_no', 'integer', 'run of the correlation that wrote it'),
  platform('sensor_id', 'text', 'sensor that sent it', searched),
  platform('received_at', 'time', 'when the API took the batch'),
  platform('correlated', 'boolean', 'whether the handshake of its connection is known', searched),
  platform('orphan_side', 'text', 'http without a handshake, else empty'),
  platform('orphan_reason', 'text', 'why there is no handshake', searched),
  http('time', 'time', 'when the request arrived, to the microsecond'),
  http('req_id', 'text', 'id of the web server', searched),
  http('conn_id', 'text', 'connection as the module names it; empty when only the wire was seen', searched),
  http('conn_seq', 'integer', 'position on its connection, from 1'),
  http('scheme', 'text', 'http or https', searched),
  http('src_ip', 'address', 'TCP peer', searched),
  http('src_port', 'integer', 'port of the TCP peer', searched),
  http('client_ip', 'address', 'client behind trusted proxies; src_ip without one', searched),
  http('dst_ip', 'address', 'address of the web server', searched),
  http('dst_port', 'integer', 'port of the web server', searched),
  http('method', 'text', 'method', searched),
  http('host', 'text', 'Host header', searched),
  http('path', 'text', 'path without the query', searched),
  http('query', 'text', 'query string', searched),
  http('http_version', 'text', '0.9, 1.0, 1.1, 2 or 3', searched),
  http('status', 'integer', 'status of the answer', searched),
  http('bytes_in', 'integer', 'bytes of the request'),
  http('bytes_out', 'integer', 'bytes of the answer'),
  http('duration_us', 'integer', 'microseconds to answer'),
  http('headers', 'pairs', 'names and values in the order sent; sensitive values withheld'),
  http('ssl_protocol', 'text', 'TLS version agreed on', searched),
  http('ssl_cipher', 'text', 'cipher agreed on', searched),
  http('h2_fingerprint', 'text', 'HTTP/2 fingerprint', searched),
  http('h2_settings', 'text', 'HTTP/2 SETTINGS'),
  http('h2_window_update', 'integer', 'HTTP/2 WINDOW_UPDATE', optional),
  http('h2_priority', 'text', 'HTTP/2 PRIORITY frames'),
  http('h2_pseudo_order', 'text', 'order of the HTTP/2 pseudo headers'),
  derived('user_agent', 'text', 'User-Agent', searched),
  derived('referer', 'text', 'Referer', searched),
  derived('accept', 'text', 'Accept'),
  derived('accept_language', 'text', 'Accept-Language', searched),
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
  derived('header_order_hash', 'text', 'hash of the names, whatever their case', searched),
  tls('tls_time', 'time', 'when the ClientHello was seen', optional),
  tls('transport', 'text', 't TCP, q QUIC, d DTLS', both),
  tls('hello_index', 'integer', '1 for the first hello of the connection', optional),
  tls('hello_hash', 'text', 'first 16 hex digits of the SHA-256 of the ClientHello', both),
  tls('ja4', 'text', 'JA4', both),
  tls('ja4_r', 'text', 'JA4 before hashing', optional),
  tls('ja4_o', 'text', 'JA4 in the order sent', optional),
  tls('ja4_ro', 'text', 'JA4 in the order sent, before hashing', optional),
  tls('ja4_stable', 'text', 'JA4 without what differs between fresh and resumed handshakes', both),
  tls('ja3', 'text', 'JA3 before hashing', optional),
  tls('ja3_hash', 'text', 'JA3', both),
  tls('tls_version', 'text', 'highest TLS version offered', both),
  tls('tls_sni', 'text', 'server name asked for', both),
  tls('tls_alpn', 'texts', 'protocols offered; none without a handshake'),
  tls('ip_meta_ttl', 'integer', 'TTL of the SYN', optional),
  tls('ip_meta_df', 'boolean', "Don't Fragment of the SYN", optional),
  tls('ip_meta_id', 'integer', 'IP identification of the SYN', optional),
  tls('ip_meta_total_length', 'integer', 'IP length of the SYN', optional),
  tls('tcp_meta_window_size', 'integer', 'TCP window of the SYN', optional),
  tls('tcp_meta_mss', 'integer', 'TCP maximum segment size', optional),
  tls('tcp_meta_window_scale', 'integer', 'TCP window scale', optional),
  tls('tcp_meta_options', 'text', 'kinds of the TCP options in the order sent', both),
  tls('syn_to_clienthello_ms', 'number', 'milliseconds from SYN to ClientHello', optional),
  tls('segments', 'integer', 'TCP segments of the ClientHello', optional),
  tls('prologue', 'text', 'what came before TLS on the connection', optional),
  tls('tls_source', 'text', 'module or wire', both),
  network('asn', 'integer', 'autonomous system of the client', both),
  network('as_name', 'text', 'name of the autonomous system', optional),
  network('country', 'text', 'country of the client', both),
];
