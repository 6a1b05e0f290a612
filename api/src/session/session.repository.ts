import type { Role } from '../http/scopes.js';
import type { Store } from '../store/store.js';

export interface StoredSession {
  session_hash: string;
  user_id: string;
  address: string;
  user_agent: string;
  created_at: string;
  expires_at: string;
  revoked_at: string | null;
}

/** A session with what is true of its user now, so that a new role or a disabled account counts at once. */
export interface SessionOfUser extends StoredSession {
  login: string;
  role: Role;
  must_change_password: boolean;
}

const sessionColumns = 'session_hash, user_id, address, user_agent, created_at, expires_at, revoked_at';
const enabledUsers = `(SELECT user_id, login, role, must_change_password, sessions_from FROM users FINAL
  WHERE disabled_at IS NULL)`;

export class SessionRepository {
  constructor(private readonly store: Store) {}

  async find(sessionHash: string): Promise<SessionOfUser | undefined> {
    const sql = `SELECT ${sessionColumns}, login, role, must_change_password
      FROM (SELECT * FROM sessions FINAL WHERE session_hash = {sessionHash:String}) AS session
      INNER JOIN ${enabledUsers} AS user USING user_id WHERE session.created_at >= user.sessions_from`;
    return (await this.store.rows<SessionOfUser>('authenticate', sql, { sessionHash }))[0];
  }

  /** Returns the sessions of a person that are open at `now`, newest first. */
  open(userId: string, now: string): Promise<StoredSession[]> {
    const sql = `SELECT ${sessionColumns} FROM (SELECT * FROM sessions FINAL WHERE user_id = {userId:String}) AS session
      INNER JOIN ${enabledUsers} AS user USING user_id
      WHERE session.created_at >= user.sessions_from AND revoked_at IS NULL
        AND expires_at > parseDateTime64BestEffort({now:String}, 3, 'UTC')
      ORDER BY created_at DESC, session_hash LIMIT 500`;
    return this.store.rows('session.list', sql, { userId, now });
  }

  async save(session: StoredSession, version: number): Promise<void> {
    await this.store.insert('session.save', 'sessions', [{ ...session, version }]);
  }
}
