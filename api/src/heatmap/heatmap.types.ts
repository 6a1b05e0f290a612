export interface HeatmapSearch {
  /**
   * Start, inclusive: RFC 3339, or relative to now like `-72h`. The hours that the range touches are counted whole.
   * @default "-7d"
   */
  from?: string;
  /** End, exclusive. Now when absent. */
  to?: string;
  /**
   * What is counted: requests, different addresses (estimated, 2 % off, where there are thousands), answers 401, 403 and 429, answers 404, answers 5xx, or POST requests
   * to paths that ask for a password.
   * @default "requests"
   */
  measure?: 'requests' | 'clients' | 'refused' | 'not_found' | 'server_errors' | 'login_posts';
  /**
   * A row for each date, or one for each day of the week (1 is Monday) over all weeks.
   * @default "date"
   */
  by?: 'date' | 'weekday';
  /**
   * Zone in which days begin, by its IANA name.
   * @maxLength 64
   * @default "UTC"
   */
  timezone?: string;
  /** Address or CIDR block. */
  client_ip?: string;
  /** Exactly this JA4, or all that begin so when it ends with `*`. */
  ja4?: string;
  /** Exactly this host, or all that begin so when it ends with `*`. */
  host?: string;
}

export interface HeatmapRow {
  /**
   * A date, or 1 to 7.
   * @example "2026-11-22"
   */
  day: string;
  /**
   * One number for each hour of the day.
   * @minItems 24
   * @maxItems 24
   */
  hours: number[];
}

export interface Heatmap {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  timezone: string;
  /** The greatest number of all. */
  max: number;
  items: HeatmapRow[];
}
