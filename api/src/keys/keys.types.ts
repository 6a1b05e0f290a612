import type { KeyKind, Scope } from '../http/scopes.js';

/** An API key without its secret, which is shown once, when the key is made. */
export interface ApiKey {
  key_id: string;
  name: string;
  kind: KeyKind;
  scopes: Scope[];
  /** Of a sensor's key: the name stamped on its events. */
  sensor_id: string | null;
  /** @isDateTime */
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
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

export interface ApiKeyList {
  items: ApiKey[];
  next_cursor: string | null;
}
