import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { Problem } from '../http/problem.js';
import { scopesOfRole, type Role } from '../http/scopes.js';
import { hashSecret, newSecret } from '../http/secret.js';
import { hashPassword, isPassword } from './password.js';
import type { SessionRepository } from './session.repository.js';
import { type SessionOfUser, type StoredSession } from './session.repository.js';
import { LoginThrottle } from './throttle.js';
import type { Credentials, Session } from './session.types.js';

const lifetimeMs = 12 * 3600_000;

/** People: their accounts, and the sessions that the cookie names. */
export class SessionService {
  private readonly throttle: LoginThrottle;
  /** Compared against when the account does not exist, so that a wrong name takes as long as a wrong password. */
  private readonly nobody = hashPassword(randomBytes(16).toString('hex'));

  constructor(
    private readonly repository: SessionRepository,
    private readonly clock: Clock,
  ) {
    this.throttle = new LoginThrottle(clock);
  }

  /** @throws Problem unauthorized, or too-many-requests after ten failures of the account or the address. */
  async login({ user, password }: Credentials, address: string): Promise<{ token: string; session: Session }> {
    const names = [`user ${user}`, `address ${address}`];
    this.throttle.check(names);
    const account = await this.repository.findUser(user);
    const matches = await isPassword(password, account?.password_hash ?? (await this.nobody));
    if (!account || !matches) {
      this.throttle.fail(names);
      throw new Problem('unauthorized', 'Wrong name or password.');
    }
    const token = newSecret();
    const now = this.clock.now();
    const session: StoredSession = {
      session_hash: hashSecret(token),
      user_id: account.user_id,
      created_at: new Date(now).toISOString(),
      expires_at: new Date(now + lifetimeMs).toISOString(),
      revoked_at: null,
    };
    await this.repository.saveSession(session, now);
    return { token, session: sessionOf({ ...session, ...account }) };
  }

  async get(caller: Caller): Promise<Session> {
    const stored = await this.repository.findSession(caller.sessionHash ?? '');
    if (!stored) throw new Problem('unauthorized', 'The session has ended.');
    return sessionOf(stored);
  }

  async logout(caller: Caller): Promise<void> {
    const stored = await this.repository.findSession(caller.sessionHash ?? '');
    if (!stored) return;
    const { session_hash, user_id, created_at, expires_at } = stored;
    const now = this.clock.now();
    const revoked_at = new Date(now).toISOString();
    await this.repository.saveSession({ session_hash, user_id, created_at, expires_at, revoked_at }, now);
  }

  /** Returns the person whose session cookie holds this token, or undefined when the session is unknown or over. */
  async authenticate(token: string): Promise<Caller | undefined> {
    const stored = await this.repository.findSession(hashSecret(token));
    if (!stored || stored.revoked_at || Date.parse(stored.expires_at) <= this.clock.now()) return undefined;
    const { login, role, session_hash, user_id } = stored;
    return { id: user_id, name: login, kind: 'person', role, scopes: scopesOfRole[role], sessionHash: session_hash };
  }

  /** Makes an account. */
  async createUser(login: string, role: Role, password: string): Promise<void> {
    const now = this.clock.now();
    const password_hash = await hashPassword(password);
    const created_at = new Date(now).toISOString();
    await this.repository.saveUser({ user_id: randomUUID(), login, role, password_hash, created_at }, now);
  }

  hasUsers(): Promise<boolean> {
    return this.repository.hasUsers();
  }
}

function sessionOf({ login, role, expires_at }: SessionOfUser): Session {
  return { user: login, role, scopes: [...scopesOfRole[role]], expires_at };
}
