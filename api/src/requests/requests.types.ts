import type { ExportFormat } from '../downloads/downloads.types.js';
import type { RequestFilters } from './requests.filters.types.js';

/** One request as it stands in `http_logs`: the request, and the facts of its connection's handshake when it has one. */
export interface LoggedRequest {
  /**
   * `<batch_id>-<seq>`
   * @example "0f5a7c1e-6c3b-5d6e-9a53-2f1f6e0e8a11-42"
   */
  id: string;
  batch_id: string;
  /**
   * Line of the batch.
   * @isInt
   */
  seq: number;
  /**
   * Run of the correlation that wrote it.
   * @isLong
   */
  join_no: number;
  sensor_id: string;
  /**
   * When the API accepted it.
   * @format date-time
   */
  received_at: string;
  /** Whether the handshake of its connection is known. */
  correlated: boolean;
  orphan_side: '' | 'http';
  /** Why no handshake belongs to it; empty when `correlated`. */
  orphan_reason: OrphanReason;

  /**
   * When the request arrived at the web server, to the microsecond.
   * @format date-time
   */
  time: string;
  req_id: string;
  /** Connection as the web server's module names it; empty when only the wire was seen. */
  conn_id: string;
  /**
   * Position on its connection, from 1.
   * @isInt
   */
  conn_seq: number;
  scheme: string;
  /** The TCP peer. */
  src_ip: string;
  /** @isInt */
  src_port: number;
  /** The client behind trusted proxies; `src_ip` without one. */
  client_ip: string;
  dst_ip: string;
  /** @isInt */
  dst_port: number;
  method: string;
  host: string;
  path: string;
  query: string;
  /** "1.0", "1.1", "2" or "3". */
  http_version: string;
  /** @isInt */
  status: number;
  /** @isLong */
  bytes_in: number;
  /** @isLong */
  bytes_out: number;
  /** @isLong */
  duration_us: number;
  /** `[name, value]` in the order sent; sensitive values are withheld. */
  headers: string[][];
  ssl_protocol: string;
  ssl_cipher: string;
  h2_fingerprint: string;
  h2_settings: string;
  /** @isInt */
  h2_window_update: number | null;
  h2_priority: string;
  h2_pseudo_order: string;
  user_agent: string;
  referer: string;
  accept: string;
  accept_language: string;
  accept_encoding: string;
  content_type: string;
  x_forwarded_for: string;
  sec_ch_ua: string;
  sec_ch_ua_mobile: string;
  sec_ch_ua_platform: string;
  sec_fetch_site: string;
  sec_fetch_mode: string;
  sec_fetch_dest: string;
  /** Names of the request headers, in the order sent. */
  client_headers: string;
  header_order_hash: string;

  /**
   * When the ClientHello was seen.
   * @format date-time
   */
  tls_time: string | null;
  /** t TCP, q QUIC, d DTLS. */
  transport: 't' | 'q' | 'd' | null;
  /** @isInt */
  hello_index: number | null;
  hello_hash: string | null;
  /** @example "t13d1516h2_8daaf6152771_d8a2da3f94cd" */
  ja4: string | null;
  ja4_r: string | null;
  ja4_o: string | null;
  ja4_ro: string | null;
  ja4_stable: string | null;
  /** The JA3 string before hashing. */
  ja3: string | null;
  ja3_hash: string | null;
  tls_version: string | null;
  tls_sni: string | null;
  /** Application protocols the client offered; empty when none or when no handshake is known. */
  tls_alpn: string[];
  /** @isInt */
  ip_meta_ttl: number | null;
  ip_meta_df: boolean | null;
  /** @isInt */
  ip_meta_id: number | null;
  /** @isInt */
  ip_meta_total_length: number | null;
  /** @isInt */
  tcp_meta_window_size: number | null;
  /** @isInt */
  tcp_meta_mss: number | null;
  /** @isInt */
  tcp_meta_window_scale: number | null;
  /** Kinds of the TCP options in the order sent, joined by `-`. */
  tcp_meta_options: string | null;
  syn_to_clienthello_ms: number | null;
  /**
   * TCP segments or QUIC packets that carried the ClientHello.
   * @isInt
   */
  segments: number | null;
  /** What came before the ClientHello, like PROXY or STARTTLS. */
  prologue: string | null;
  /** Where the handshake was seen. */
  tls_source: 'module' | 'wire' | null;

  /** @isInt */
  asn: number | null;
  as_name: string | null;
  country: string | null;
}

export type OrphanReason = '' | 'plain_http' | 'no_handshake' | 'connection_expired' | 'sensor_blind';

export interface RequestPage {
  items: LoggedRequest[];
  /** Continues the list; null at its end. */
  next_cursor: string | null;
  /**
   * Number of requests that match, with `count=true`.
   * @isInt
   */
  total?: number;
}

export interface RequestSearch extends RequestFilters {
  /**
   * Start, inclusive: RFC 3339, or relative to now like `-24h` or `-30m`.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive: RFC 3339, or relative to now. Now when absent. */
  to?: string;
  /**
   * Requests in a page, at most 500.
   * @isInt
   * @minimum 1
   * @maximum 500
   * @default 50
   */
  limit?: number;
  /** `next_cursor` of the page before; the range of time stays that of the first page. */
  cursor?: string;
  /**
   * Whether to count all requests that match.
   * @default false
   */
  count?: boolean;
  /**
   * The least first, or with `-` the greatest.
   * @default "-time"
   */
  sort?: RequestSort;
}

export interface RequestExport extends RequestFilters {
  /** @default "ndjson" */
  format?: ExportFormat;
  /**
   * Start, inclusive: RFC 3339, or relative to now like `-24h` or `-30m`.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive: RFC 3339, or relative to now. Now when absent. */
  to?: string;
  /**
   * Oldest first, or newest first.
   * @default "time"
   */
  sort?: 'time' | '-time';
}

export type RequestSort =
  | 'time'
  | '-time'
  | 'status'
  | '-status'
  | 'bytes_in'
  | '-bytes_in'
  | 'bytes_out'
  | '-bytes_out'
  | 'duration_us'
  | '-duration_us';
