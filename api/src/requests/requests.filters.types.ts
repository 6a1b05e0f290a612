import type {
  AddressFilter,
  FlagFilter,
  HeaderFilter,
  NumberFilter,
  TextFilter,
  TimeFilter,
} from '../filters/filters.types.js';

/**
 * One filter for each field, except `time`, which `from` and `to` bound. Several values of one filter: any of them;
 * several filters: all of them.
 */
export interface RequestFilters {
  /** Batch that brought the request. */
  batch_id?: TextFilter[];
  /** Line of the batch, from 1. */
  seq?: NumberFilter[];
  /** Run of the correlation that wrote it. */
  join_no?: NumberFilter[];
  /** Sensor that sent it. */
  sensor_id?: TextFilter[];
  /** When the API took the batch. */
  received_at?: TimeFilter[];
  /** Whether the handshake of its connection is known. */
  correlated?: FlagFilter[];
  /** http without a handshake, else empty. */
  orphan_side?: TextFilter[];
  /** Why there is no handshake. */
  orphan_reason?: TextFilter[];
  /** Id of the web server. */
  req_id?: TextFilter[];
  /** Connection as the module names it; empty when only the wire was seen. */
  conn_id?: TextFilter[];
  /** Position on its connection, from 1. */
  conn_seq?: NumberFilter[];
  /** http or https. */
  scheme?: TextFilter[];
  /** TCP peer. */
  src_ip?: AddressFilter[];
  /** Port of the TCP peer. */
  src_port?: NumberFilter[];
  /** Client behind trusted proxies; src_ip without one. */
  client_ip?: AddressFilter[];
  /** Address of the web server. */
  dst_ip?: AddressFilter[];
  /** Port of the web server. */
  dst_port?: NumberFilter[];
  /** Method. */
  method?: TextFilter[];
  /** Host header. */
  host?: TextFilter[];
  /** Path without the query. */
  path?: TextFilter[];
  /** Query string. */
  query?: TextFilter[];
  /** 0.9, 1.0, 1.1, 2 or 3. */
  http_version?: TextFilter[];
  /** Status of the answer. */
  status?: NumberFilter[];
  /** Bytes of the request. */
  bytes_in?: NumberFilter[];
  /** Bytes of the answer. */
  bytes_out?: NumberFilter[];
  /** Microseconds to answer. */
  duration_us?: NumberFilter[];
  /** Names and values in the order sent; sensitive values withheld. */
  headers?: HeaderFilter[];
  /** TLS version agreed on. */
  ssl_protocol?: TextFilter[];
  /** Cipher agreed on. */
  ssl_cipher?: TextFilter[];
  /** HTTP/2 fingerprint. */
  h2_fingerprint?: TextFilter[];
  /** HTTP/2 SETTINGS. */
  h2_settings?: TextFilter[];
  /** HTTP/2 WINDOW_UPDATE. */
  h2_window_update?: NumberFilter[];
  /** HTTP/2 PRIORITY frames. */
  h2_priority?: TextFilter[];
  /** Order of the HTTP/2 pseudo headers. */
  h2_pseudo_order?: TextFilter[];
  /** User-Agent. */
  user_agent?: TextFilter[];
  /** Referer. */
  referer?: TextFilter[];
  /** Accept. */
  accept?: TextFilter[];
  /** Accept-Language. */
  accept_language?: TextFilter[];
  /** Accept-Encoding. */
  accept_encoding?: TextFilter[];
  /** Content-Type. */
  content_type?: TextFilter[];
  /** X-Forwarded-For. */
  x_forwarded_for?: TextFilter[];
  /** Sec-CH-UA. */
  sec_ch_ua?: TextFilter[];
  /** Sec-CH-UA-Mobile. */
  sec_ch_ua_mobile?: TextFilter[];
  /** Sec-CH-UA-Platform. */
  sec_ch_ua_platform?: TextFilter[];
  /** Sec-Fetch-Site. */
  sec_fetch_site?: TextFilter[];
  /** Sec-Fetch-Mode. */
  sec_fetch_mode?: TextFilter[];
  /** Sec-Fetch-Dest. */
  sec_fetch_dest?: TextFilter[];
  /** Names of the headers in the order sent. */
  client_headers?: TextFilter[];
  /** Hash of the names, whatever their case. */
  header_order_hash?: TextFilter[];
  /** When the ClientHello was seen. */
  tls_time?: TimeFilter[];
  /** t TCP, q QUIC, d DTLS. */
  transport?: TextFilter[];
  /** 1 for the first hello of the connection. */
  hello_index?: NumberFilter[];
  /** First 16 hex digits of the SHA-256 of the ClientHello. */
  hello_hash?: TextFilter[];
  /** JA4. */
  ja4?: TextFilter[];
  /** JA4 before hashing. */
  ja4_r?: TextFilter[];
  /** JA4 in the order sent. */
  ja4_o?: TextFilter[];
  /** JA4 in the order sent, before hashing. */
  ja4_ro?: TextFilter[];
  /** JA4 without what differs between fresh and resumed handshakes. */
  ja4_stable?: TextFilter[];
  /** JA3 before hashing. */
  ja3?: TextFilter[];
  /** JA3. */
  ja3_hash?: TextFilter[];
  /** Highest TLS version offered. */
  tls_version?: TextFilter[];
  /** Server name asked for. */
  tls_sni?: TextFilter[];
  /** Protocols offered; none without a handshake. */
  tls_alpn?: TextFilter[];
  /** TTL of the SYN. */
  ip_meta_ttl?: NumberFilter[];
  /** Don't Fragment of the SYN. */
  ip_meta_df?: FlagFilter[];
  /** IP identification of the SYN. */
  ip_meta_id?: NumberFilter[];
  /** IP length of the SYN. */
  ip_meta_total_length?: NumberFilter[];
  /** TCP window of the SYN. */
  tcp_meta_window_size?: NumberFilter[];
  /** TCP maximum segment size. */
  tcp_meta_mss?: NumberFilter[];
  /** TCP window scale. */
  tcp_meta_window_scale?: NumberFilter[];
  /** Kinds of the TCP options in the order sent. */
  tcp_meta_options?: TextFilter[];
  /** Milliseconds from SYN to ClientHello. */
  syn_to_clienthello_ms?: NumberFilter[];
  /** TCP segments of the ClientHello. */
  segments?: NumberFilter[];
  /** What came before TLS on the connection. */
  prologue?: TextFilter[];
  /** module or wire. */
  tls_source?: TextFilter[];
  /** Autonomous system of the client. */
  asn?: NumberFilter[];
  /** Name of the autonomous system. */
  as_name?: TextFilter[];
  /** Country of the client. */
  country?: TextFilter[];
}
