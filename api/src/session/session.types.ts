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
  /** True while the password is one that somebody else set: nothing but changing it is open. */
  must_change_password: boolean;
  /** @isDateTime */
  expires_at: string;
}

/** One of one's own sessions. */
export interface OwnSession {
  /** True of the session that asks. */
  current: boolean;
  /** Of the login. */
  address: string;
  user_agent: string;
  /** @format date-time */
  created_at: string;
  /** @format date-time */
  expires_at: string;
}

export interface OwnSessions {
  items: OwnSession[];
  next_cursor: string | null;
}

export interface PasswordChange {
  /**
   * @minLength 1
   * @maxLength 1024
   */
  current: string;
  /**
   * At least 12 characters.
   * @minLength 12
   * @maxLength 1024
   */
  password: string;
}
