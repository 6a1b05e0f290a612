/**
 * What a list says: the network (`asn`) or `country` of a prefix, a verified bot's prefixes (`bots`), prefixes of one's own
 * (`prefixes`), the client behind a JA4 (`clients`) or behind HTTP/2 settings and pseudo-header order (`http2`).
 */
export type ReferenceListKind = 'asn' | 'country' | 'bots' | 'prefixes' | 'clients' | 'http2';
export const referenceListKinds: readonly ReferenceListKind[] = [
  'asn',
  'country',
  'bots',
  'prefixes',
  'clients',
  'http2',
];

export interface ReferenceList {
  /** @example "asn" */
  list: string;
  kind: ReferenceListKind;
  /** Where it comes from. */
  source: string;
  /** Terms its publisher gives it under; empty when the import did not say. */
  licence: string;
  /**
   * When the source made its data; null when neither the file nor the import says.
   * @isDateTime
   */
  data_time: string | null;
  /** Whole days since `data_time`, or since `imported_at` where that is null: its data is at least so old. */
  age_days: number;
  /** SHA-256 of the imported bytes, in hex. */
  checksum: string;
  /** @isLong */
  entries: number;
  /** @isDateTime */
  imported_at: string;
  imported_by: string;
  /** False when the store could not load it: the log says why, and what was loaded before counts. Always true of kinds that are not loaded. */
  in_force: boolean;
}

export interface ReferenceListPage {
  items: ReferenceList[];
  next_cursor: null;
}

/** What an import says of its file. */
export interface ReferenceListImport {
  kind: ReferenceListKind;
  /**
   * @maxLength 500
   */
  source?: string;
  /**
   * @maxLength 200
   */
  licence?: string;
  /**
   * RFC 3339: when the source made its data. An .mmdb file says it itself.
   * @maxLength 40
   */
  data_time?: string;
}

export interface ReferenceLookup {
  /**
   * @maxLength 45
   * @example "192.0.2.1"
   */
  address?: string;
  /**
   * @maxLength 100
   */
  ja4?: string;
  /**
   * HTTP/2 settings, `|`, initials of the pseudo-headers in their order.
   * @maxLength 300
   * @example "1:65536;2:0;4:6291456;6:262144|m,a,s,p"
   */
  http2?: string;
}

export interface KnownPrefix {
  list: string;
  kind: ReferenceListKind;
  prefix: string;
  name: string;
}

export interface KnownClient {
  list: string;
  kind: ReferenceListKind;
  client: string;
  category: string;
}

/** What the lists say; null and empty where they say nothing. */
export interface ReferenceFacts {
  /** @isInt */
  asn: number | null;
  as_name: string | null;
  country: string | null;
  /** Bots and own prefixes that hold the address. */
  prefixes: KnownPrefix[];
  /** Clients that send the fingerprint: several share one TLS library. */
  clients: KnownClient[];
}
