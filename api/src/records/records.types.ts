/** What every object that people make and change carries. */
export interface RecordFields {
  /** @format date-time */
  created_at: string;
  /** Key or person that made it. */
  created_by: string;
  /** @format date-time */
  updated_at: string;
  /** Key or person that made the last change. */
  updated_by: string;
  /**
   * Grows with every change; the ETag.
   * @isInt
   */
  version: number;
}

/** The parameters that every list of them takes. */
export interface RecordSearch {
  /**
   * @isInt
   * @minimum 1
   * @maximum 500
   * @default 50
   */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** @default false */
  count?: boolean;
}
