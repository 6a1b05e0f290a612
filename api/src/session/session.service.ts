import { randomBytes } from 'node:crypto';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { invalid } from '../http/invalid.js';
import { Problem } from '../http/problem.js';
import { scopesOfRole } from '../http/scopes.js';
import { hashSecret, newSecret } from '../http/secret.js';
import type { StoredUser, UsersRepository } from '../users/users.repository.js';
import type { UsersService } from '../users/users.service.js';
import { hashPassword, isPassword } from './password.js';
import type { SessionOfUser, SessionRepository, StoredSession } from './session.repository.js';
import { LoginThrottle } from './throttle.js';
import type { Credentials, OwnSessions, PasswordChange, Session } from './session.types.js';

const lifetimeMs = 12 * 3600_000;

/** Where somebody signs in from. */
export interface Device {
  readonly address: string;
  readonly userAgent: string;
}

export interface OpenedSession {
  /** What the cookie holds. */
  readonly token: string;
  readonly userId: string;
  readonly session: Session;
}

/** The sessions of people, which the cookie names. */
export class SessionService {
  private readonly throttle: LoginThrottle;
  /** Those on their way, by the hash of the session. */
  private readonly lookUps = new Map<string, Promise<SessionOfUser | undefined>>();
  /** Compared against when the account does not exist, so that a wrong name takes as long as a wrong password. */
  private readonly nobody = hashPassword(randomBytes(16).toString('hex'));

  constructor(
    private readonly sessions: SessionRepository,
    private readonly users: UsersRepository,
    private readonly people: UsersService,
    private readonly clock: Clock,
  ) {
    this.throttle = new LoginThrottle(clock);
  }

  /** @throws Problem unauthorized, or too-many-requests after ten failures of the account or the address. */
  async login({ user, password }: Credentials, device: Device): Promise<OpenedSession> {
    // From before the password is read: what ends the sessions that began until now ends this one, too.
    const now = this.clock.now();
    const account = await this.checked(user, password, device.address);
    const opened = await this.open(account, device, now);
    const stored = await this.users.get(account.user_id);
    if (stored?.password_hash !== account.password_hash) {
      throw new Problem('unauthorized', 'The password was changed meanwhile.');
    }
    return opened;
  }

  get({ name, role, mustChangePassword = false, sessionEndsAt }: Caller): Session {
    if (!role || !sessionEndsAt) throw new Problem('unauthorized', 'The session has ended.');
    return sessionOf({ login: name, role, must_change_password: mustChangePassword, expires_at: sessionEndsAt });
  }

  async list(caller: Caller): Promise<OwnSessions> {
    const open = await this.sessions.open(caller.id, new Date(this.clock.now()).toISOString());
    const items = open.map(({ session_hash, address, user_agent, created_at, expires_at }) => {
      return { current: session_hash === caller.sessionHash, address, user_agent, created_at, expires_at };
    });
    return { items, next_cursor: null };
  }

  /** Ends the session that asks, or every session of its person. */
  async logout(caller: Caller, everywhere: boolean): Promise<void> {
    if (everywhere) await this.people.endSessions(caller.id);
    else await this.end(caller.sessionHash ?? '');
    // Who asks from now on must not hear what was true before.
    this.lookUps.clear();
  }

  private async end(sessionHash: string): Promise<void> {
    const stored = await this.sessions.find(sessionHash);
    if (!stored) return;
    const { login, role, must_change_password, ...session } = stored;
    const now = this.clock.now();
    await this.sessions.save({ ...session, revoked_at: new Date(now).toISOString() }, now);
  }

  /** Replaces one's own password: every other session ends, and the one that asks goes on under a new cookie. */
  async changePassword(change: PasswordChange, caller: Caller, device: Device): Promise<OpenedSession> {
    const account = await this.checked(caller.name, change.current, device.address);
    if (change.password === change.current) throw invalid('/password', 'must be another than the current one');
    if (change.password.toLowerCase().includes(account.login.toLowerCase())) {
      throw invalid('/password', 'must not hold the name of the account');
    }
    const from = await this.people.setPassword(account, change.password);
    return this.open({ ...account, must_change_password: false }, device, Date.parse(from));
  }

  /** Returns the person whose session cookie holds this token, or undefined when the session is unknown or over. */
  async authenticate(token: string): Promise<Caller | undefined> {
    const stored = await this.lookUp(hashSecret(token));
    if (!stored || stored.revoked_at || Date.parse(stored.expires_at) <= this.clock.now()) return undefined;
    const { login, role, session_hash, user_id, must_change_password, expires_at } = stored;
    return {
      ...{ id: user_id, name: login, kind: 'person', role, scopes: scopesOfRole[role] },
      ...{ sessionHash: session_hash, sessionEndsAt: expires_at, mustChangePassword: must_change_password },
    };
  }

  /** A page asks for ten things at once: its session is looked up for all of them together, and never kept. */
  private lookUp(hash: string): Promise<SessionOfUser | undefined> {
    const known = this.lookUps.get(hash);
    if (known) return known;
    const found = this.sessions.find(hash).finally(() => {
      if (this.lookUps.get(hash) === found) this.lookUps.delete(hash);
    });
    this.lookUps.set(hash, found);
    return found;
  }

  /** Returns the account when name and password are right and it is not disabled. */
  private async checked(login: string, password: string, address: string): Promise<StoredUser> {
    const succeeded = this.throttle.attempt([`user ${login}`, `address ${address}`]);
    const account = await this.users.findByLogin(login);
    const matches = await isPassword(password, account?.password_hash ?? (await this.nobody));
    if (!account || !matches || account.disabled_at) throw new Problem('unauthorized', 'Wrong name or password.');
    succeeded();
    return account;
  }

  private async open(account: StoredUser, device: Device, nowMs: number): Promise<OpenedSession> {
    const token = newSecret();
    const session: StoredSession = {
      session_hash: hashSecret(token),
      user_id: account.user_id,
      address: device.address.replace(/^::ffff:/, ''),
      user_agent: device.userAgent.slice(0, 512),
      created_at: new Date(nowMs).toISOString(),
      expires_at: new Date(nowMs + lifetimeMs).toISOString(),
      revoked_at: null,
    };
    await this.sessions.save(session, nowMs);
    return { token, userId: account.user_id, session: sessionOf({ ...session, ...account }) };
  }
}

function sessionOf({
  login,
  role,
  must_change_password,
  expires_at,
}: Pick<SessionOfUser, 'login' | 'role' | 'must_change_password' | 'expires_at'>): Session {
  return { user: login, role, scopes: [...scopesOfRole[role]], must_change_password, expires_at };
}
