import type { Role } from '../http/scopes.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { UserSearch } from './users.types.js';

export interface StoredUser {
  user_id: string;
  login: string;
  role: Role;
  password_hash: string;
  must_change_password: boolean;
  /** Sessions that began before are over. */
  sessions_from: string;
  created_at: string;
  created_by: string;
  updated_at: string;
  updated_by: string;
  disabled_at: string | null;
  version: number;
}

export type UserFilters = Pick<UserSearch, 'role' | 'login' | 'disabled'>;

export class UsersRepository {
  constructor(private readonly store: Store) {}

  /** Returns at most `limit` people by login, after the one given. */
  list(filters: UserFilters, limit: number, after: string | undefined): Promise<StoredUser[]> {
    const conditions = conditionsOf(filters);
    if (after !== undefined) conditions.add('t.login > {after:String}', { after });
    const sql = `SELECT t.* FROM users AS t FINAL ${conditions.where} ORDER BY t.login LIMIT {limit:UInt32}`;
    return this.store.rows('users.list', sql, { ...conditions.params, limit });
  }

  count(filters: UserFilters): Promise<number> {
    return this.store.count('users.list', 'users AS t FINAL', conditionsOf(filters));
  }

  async get(userId: string): Promise<StoredUser | undefined> {
    const sql = 'SELECT * FROM users FINAL WHERE user_id = {userId:String}';
    return (await this.store.rows<StoredUser>('users.get', sql, { userId }))[0];
  }

  /** Two first starts at once could make a login twice: it is always the same of them, and one that may sign in. */
  async findByLogin(login: string): Promise<StoredUser | undefined> {
    const sql = `SELECT * FROM users FINAL WHERE login = {login:String}
      ORDER BY disabled_at IS NOT NULL, created_at, user_id LIMIT 1`;
    return (await this.store.rows<StoredUser>('session.login', sql, { login }))[0];
  }

  /** The greatest `version` of a person wins. */
  async save(user: StoredUser): Promise<void> {
    await this.store.insert('users.save', 'users', [user]);
  }
}

function conditionsOf({ role, login, disabled }: UserFilters): Conditions {
  const conditions = new Conditions().equal('role', 'String', role).text('login', login);
  return disabled === undefined ? conditions : conditions.add(`t.disabled_at IS ${disabled ? 'NOT ' : ''}NULL`);
}
