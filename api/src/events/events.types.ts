/**
 * An IPv4 or IPv6 address as people write it.
 * @format ip
 * @example "203.0.113.7"
 */
export type IpAddress = string;

/**
 * An address, where there may be none.
 * @format ip
 */
export type MaybeIpAddress = string | null;

/**
 * RFC 3339 with its offset, to the microsecond.
 * @pattern ^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$
 * @example "2026-11-23T10:00:00.123456Z"
 */
export type EventTime = string;

/**
 * @isInt
 * @minimum 0
 * @maximum 65535
 */
export type Unsigned16 = number;

/**
 * @isInt
 * @minimum 0
 * @maximum 65535
 */
export type MaybeUnsigned16 = number | null;

/**
 * @isLong
 * @minimum 0
 * @maximum 9007199254740991
 */
export type MaybeCount = number | null;

/**
 * Name and value of a header.
 * @minItems 2
 * @maxItems 2
 */
export type HeaderPair = string[];

/** One request, as the web server saw it. */
export interface HttpEvent {
  time: EventTime;
  /** @maxLength 64 */
  req_id?: string | null;
  /**
   * The connection as the web server's module names it; the handshake of that connection carries the same.
   * @maxLength 64
   */
  conn_id?: string | null;
  /**
   * Position on its connection; 1 when left out. A request that says 1 takes no handshake that is older than 90 seconds.
   * @isLong
   * @minimum 1
   * @maximum 4294967295
   */
  conn_seq?: number | null;
  scheme: 'http' | 'https';
  /** The TCP peer: the key of the join. */
  src_ip: IpAddress;
  src_port: Unsigned16;
  /** The client behind trusted proxies; `src_ip` when left out. */
  client_ip?: MaybeIpAddress;
  dst_ip: IpAddress;
  dst_port: Unsigned16;
  /**
   * @minLength 1
   * @maxLength 32
   */
  method: string;
  /** @maxLength 1024 */
  host: string;
  /** @maxLength 16384 */
  path: string;
  /** @maxLength 16384 */
  query?: string | null;
  http_version?: '' | '0.9' | '1.0' | '1.1' | '2' | '3' | null;
  /**
   * @isInt
   * @minimum 100
   * @maximum 999
   */
  status: number;
  bytes_in?: MaybeCount;
  bytes_out?: MaybeCount;
  duration_us?: MaybeCount;
  /**
   * In the order sent; sensitive values withheld.
   * @maxItems 256
   */
  headers?: HeaderPair[] | null;
  /** @maxLength 64 */
  ssl_protocol?: string | null;
  /** @maxLength 128 */
  ssl_cipher?: string | null;
  /** @maxLength 1024 */
  h2_fingerprint?: string | null;
  /** @maxLength 1024 */
  h2_settings?: string | null;
  /**
   * @isLong
   * @minimum 0
   * @maximum 4294967295
   */
  h2_window_update?: number | null;
  /** @maxLength 1024 */
  h2_priority?: string | null;
  /** @maxLength 64 */
  h2_pseudo_order?: string | null;
}

/** One ClientHello. What is not known is null or left out, never 0. */
export interface TlsEvent {
  time: EventTime;
  /** @maxLength 64 */
  conn_id?: string | null;
  src_ip: IpAddress;
  src_port: Unsigned16;
  dst_ip: IpAddress;
  dst_port: Unsigned16;
  /** t TCP, q QUIC, d DTLS. */
  transport: 't' | 'q' | 'd';
  /**
   * 1 is the first of its connection, 2 the one after a retry request; 1 when left out.
   * @isInt
   * @minimum 1
   * @maximum 255
   */
  hello_index?: number | null;
  /**
   * First 16 hex digits of the SHA-256 of the ClientHello.
   * @maxLength 64
   */
  hello_hash?: string | null;
  /**
   * @minLength 1
   * @maxLength 128
   * @example "t13d1516h2_8daaf6152771_d8a2da3f94cd"
   */
  ja4: string;
  /** @maxLength 16384 */
  ja4_r?: string | null;
  /** @maxLength 128 */
  ja4_o?: string | null;
  /** @maxLength 16384 */
  ja4_ro?: string | null;
  /** @maxLength 128 */
  ja4_stable?: string | null;
  /**
   * The JA3 string before hashing.
   * @maxLength 16384
   */
  ja3?: string | null;
  /** @maxLength 128 */
  ja3_hash?: string | null;
  /** @maxLength 16 */
  tls_version?: string | null;
  /** @maxLength 1024 */
  tls_sni?: string | null;
  /** @maxItems 64 */
  tls_alpn?: string[] | null;
  /**
   * @isInt
   * @minimum 0
   * @maximum 255
   */
  ip_meta_ttl?: number | null;
  ip_meta_df?: boolean | null;
  ip_meta_id?: MaybeUnsigned16;
  ip_meta_total_length?: MaybeUnsigned16;
  tcp_meta_window_size?: MaybeUnsigned16;
  tcp_meta_mss?: MaybeUnsigned16;
  /**
   * @isInt
   * @minimum 0
   * @maximum 255
   */
  tcp_meta_window_scale?: number | null;
  /**
   * Kinds of the TCP options in the order sent, joined by `-`.
   * @maxLength 256
   */
  tcp_meta_options?: string | null;
  /**
   * @minimum 0
   * @maximum 1000000000
   */
  syn_to_clienthello_ms?: number | null;
  /** TCP segments that carried it. */
  segments?: MaybeUnsigned16;
  /**
   * What came before TLS on the connection.
   * @maxLength 64
   */
  prologue?: string | null;
  source: 'module' | 'wire';
}

/** A line that was refused. */
export interface RejectedLine {
  /**
   * Line of the body, from 1.
   * @isInt
   */
  line: number;
  /**
   * JSON pointer to what is wrong; empty when the line as a whole is.
   * @example "/status"
   */
  pointer: string;
  /** @example "must be >= 100" */
  detail: string;
}

/** What became of a batch: the lines that count are stored for good and will be correlated exactly once. */
export interface IngestedBatch {
  batch_id: string;
  /** @isInt */
  accepted: number;
  rejected: RejectedLine[];
}

export type EventKind = 'http' | 'tls';
