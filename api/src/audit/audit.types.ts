/** Each kind of key, and people. */
export type ActorKind = 'sensor' | 'worker' | 'reader' | 'analyst' | 'admin' | 'bouncer' | 'person';

/** One thing that somebody did or read. */
export interface AuditEntry {
  audit_id: string;
  /** @format date-time */
  time: string;
  /** Id of the key or person; empty for a login that failed. */
  actor: string;
  /** Name of the key or person; of a login, the name that was tried. */
  actor_name: string;
  actor_kind: ActorKind;
  /**
   * Id of the operation in the specification.
   * @example "detections.triage"
   */
  operation: string;
  /** What it was about: the ids in the path, what was made, or what many labels are of; at most 1,000 characters. */
  subject: string;
  /** The query string, so that a search says what was looked for; at most 2,000 characters. */
  query: string;
  /**
   * HTTP status of the answer; 0 when the caller went away before it.
   * @isInt
   */
  outcome: number;
  /** Address of the caller. */
  address: string;
  /** As in X-Request-Id, and in the log. */
  request_id: string;
}

export interface AuditPage {
  items: AuditEntry[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

/** Text compares exactly unless it ends with `*`: then it is a prefix. */
export interface AuditSearch {
  /**
   * First time, inclusive: RFC 3339, or relative to now like `-24h`.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive. Now when absent. */
  to?: string;
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
  /** Id of a key or person. */
  actor?: string;
  actor_name?: string;
  actor_kind?: ActorKind;
  /** Id of an operation, or a family like `detections.*`. */
  operation?: string;
  subject?: string;
  /**
   * HTTP status of the answer.
   * @isInt
   * @minimum 0
   * @maximum 599
   */
  outcome?: number;
  /** Address of the caller. */
  address?: string;
  request_id?: string;
}
