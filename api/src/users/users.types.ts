import type { Role } from '../http/scopes.js';

/** A person who may sign in. */
export interface User {
  user_id: string;
  login: string;
  role: Role;
  /** True until the person has replaced a password that somebody else set: until then nothing else is open. */
  must_change_password: boolean;
  /** @format date-time */
  created_at: string;
  created_by: string;
  /** @format date-time */
  updated_at: string;
  updated_by: string;
  /** @format date-time */
  disabled_at: string | null;
  /**
   * When the person last did anything.
   * @format date-time
   */
  last_used_at: string | null;
  /** Where from. */
  last_address: string | null;
  /**
   * Grows with every change; the ETag.
   * @isInt
   */
  version: number;
}

export interface UserPage {
  items: User[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

/** Text compares exactly unless it ends with `*`: then it is a prefix. */
export interface UserSearch {
  role?: Role;
  login?: string;
  disabled?: boolean;
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

export interface NewUser {
  /**
   * What the person types to sign in.
   * @pattern ^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$ must begin with a letter or digit and hold at most 64 of letters, digits and . _ @ -
   */
  login: string;
  role: Role;
}

export interface UserChange {
  role?: Role;
  /** A disabled person's sessions end at once, and for good. */
  disabled?: boolean;
}

/** A person with a password that is shown once and must be changed at the first login. */
export interface UserWithPassword extends User {
  password: string;
}
