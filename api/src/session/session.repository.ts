import type { Role } from '../http/scopes.js';
import type { Store } from '../store/store.js';

export interface StoredUser {
  user_id: string;
  login: string;
  role: Role;
  password_hash: string;
  created_at: string;
}

export interface StoredSession {
  session_hash: string;
  user_id: string;
  created_at: string;
  expires_at: string;
  revoked_at: string | null;
}

/** A session with what is true of its user now, so that a new role or a disabled account counts at once. */
export interface SessionOfUser extends StoredSession {
  login: string;
  role: Role;
}

export class SessionRepository {
  constructor(private readonly store: Store) {}

  async findUser(login: string): Promise<StoredUser | undefined> {
    const sql = `SELECT user_id, login, role, password_hash, created_at FROM users FINAL
      WHERE login = {login:String} AND disabled_at IS NULL`;
    return (await this.store.rows<StoredUser>('session.login', sql, { login }))[0];
  }

  async hasUsers(): Promise<boolean> {
    return (await this.store.rows('start', 'SELECT 1 FROM users LIMIT 1')).length > 0;
  }

  async findSession(sessionHash: string): Promise<SessionOfUser | undefined> {
    const sql = `SELECT session_hash, user_id, created_at, expires_at, revoked_at, login, role
      FROM (SELECT * FROM sessions FINAL WHERE session_hash = {sessionHash:String}) AS session
      INNER JOIN (SELECT user_id, login, role FROM users FINAL WHERE disabled_at IS NULL) AS user USING user_id`;
    return (await this.store.rows<SessionOfUser>('authenticate', sql, { sessionHash }))[0];
  }

  async saveUser(user: StoredUser, version: number): Promise<void> {
    await this.store.insert('users.save', 'users', [{ ...user, version }]);
  }

  async saveSession(session: StoredSession, version: number): Promise<void> {
    await this.store.insert('session.save', 'sessions', [{ ...session, version }]);
  }
}
