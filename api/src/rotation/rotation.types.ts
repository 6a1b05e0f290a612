import type { GroupPage, GroupSearch } from '../traffic/traffic.types.js';

/**
 * How hard an address evades: `low` shows two TLS libraries, `medium` three or four, `high` five or more. `none` shows one,
 * with extensions that come and go: that is what a browser does by itself.
 */
export type EvasionTier = 'none' | 'low' | 'medium' | 'high';

export interface RotationSearch extends GroupSearch {
  /** Address or CIDR block. */
  client_ip?: string;
  /**
   * Seen at this host.
   * @maxLength 1024
   */
  host?: string;
  /**
   * @isInt
   * @minimum 2
   * @maximum 2147483647
   * @default 2
   */
  min_ja4s?: number;
  tier?: EvasionTier;
  /** @default "-ja4_families" */
  sort?: '-ja4_families' | '-ja4s' | '-requests' | '-last_seen';
}

/** An address that came with several JA4. */
export interface Rotation {
  client_ip: string;
  tier: EvasionTier;
  /** @isLong */
  ja4s: number;
  /**
   * Different lists of ciphers, the second part of the JA4: TLS libraries, as far as it shows.
   * @isLong
   */
  ja4_families: number;
  /**
   * Some of the JA4, the most frequent first.
   * @maxItems 20
   */
  ja4_list: string[];
  /** @isLong */
  requests: number;
  /** @isLong */
  hosts: number;
  /**
   * Hours in which it came.
   * @isLong
   */
  active_hours: number;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
}

export interface RotationPage extends GroupPage {
  items: Rotation[];
}

export interface PersistenceSearch extends GroupSearch {
  /** Address or CIDR block. */
  client_ip?: string;
  /**
   * Seen at this host.
   * @maxLength 1024
   */
  host?: string;
  /**
   * Percentile of the score from which on an hour counts as anomalous.
   * @minimum 0
   * @maximum 1
   * @default 0.99
   */
  min_percentile?: number;
  /**
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @default 2
   */
  min_hours?: number;
  /** @default "-anomalous_hours" */
  sort?: '-anomalous_hours' | '-worst_score' | '-last_seen';
}

/** An address that is anomalous again and again. */
export interface PersistentThreat {
  client_ip: string;
  /**
   * Hours in which the model found it anomalous.
   * @isLong
   */
  anomalous_hours: number;
  /**
   * Days on which it did.
   * @isLong
   */
  anomalous_days: number;
  worst_score: number;
  /** @isLong */
  requests: number;
  /** @isLong */
  ja4s: number;
  /** @isLong */
  hosts: number;
  /**
   * First of these hours.
   * @format date-time
   */
  first_seen: string;
  /**
   * Last of these hours.
   * @format date-time
   */
  last_seen: string;
}

export interface PersistencePage extends GroupPage {
  items: PersistentThreat[];
}
