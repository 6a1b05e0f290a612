import type { Role, Scope } from '../http/scopes.js';

/** A person's name and password. */
export interface Credentials {
  /**
   * @minLength 1
   * @maxLength 64
   */
  user: string;
  /**
   * @minLength 1
   * @maxLength 1024
   */
  password: string;
}

/** Who is signed in. */
export interface Session {
  user: string;
  role: Role;
  scopes: Scope[];
  /** @isDateTime */
  expires_at: string;
}
