import type { KeyKind, Scope } from '../http/scopes.js';

/** An API key without its secret, which is shown once, when the key is made. */
export interface ApiKey {
  key_id: string;
  name: string;
  kind: KeyKind;
  scopes: Scope[];
  /** Of a sensor's key: the name stamped on its events. */
  sensor_id: string | null;
  /** @format date-time */
  created_at: string;
  /** Key or person that made it. */
  created_by: string;
  /** @format date-time */
  expires_at: string | null;
  /** @format date-time */
  revoked_at: string | null;
  /**
   * When it was last used, exact to half a minute; null when it never was.
   * @format date-time
   */
  last_used_at: string | null;
  /** Where from. */
  last_address: string | null;
}

/** A kind of key, and the most that one of it may do. */
export interface KeyKindScopes {
  kind: KeyKind;
  scopes: Scope[];
}

export interface KeyKinds {
  items: KeyKindScopes[];
}

export interface NewApiKey {
  /**
   * What the key is for.
   * @minLength 1
   * @maxLength 100
   */
  name: string;
  kind: KeyKind;
  /**
   * Scopes of the kind that the key is to have; all of them when absent.
   * @minItems 1
   * @maxItems 100
   */
  scopes?: Scope[];
  /**
   * Required for kind sensor.
   * @pattern ^[A-Za-z0-9_.-]{1,64}$
   */
  sensor_id?: string;
  /** @isDateTime */
  expires_at?: string;
}

export interface CreatedApiKey extends ApiKey {
  /** The secret: send it as Authorization: Bearer. It cannot be read again. */
  key: string;
}

export interface ApiKeyPage {
  items: ApiKey[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

/** Text compares exactly unless it ends with `*`: then it is a prefix. */
export interface ApiKeySearch {
  kind?: KeyKind;
  name?: string;
  sensor_id?: string;
  /** valid: may be used now; expired or revoked: may not. */
  state?: 'valid' | 'expired' | 'revoked';
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
