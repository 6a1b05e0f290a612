import { randomBytes, randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { requireMatch } from '../http/if-match.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { mustHold, scopesOfRole, type Role } from '../http/scopes.js';
import type { LastUses } from '../last-uses/last-uses.js';
import { hashPassword } from '../session/password.js';
import { withLock } from '../store/redis-lock.js';
import type { StoredUser, UsersRepository } from './users.repository.js';
import type { NewUser, User, UserChange, UserPage, UserSearch, UserWithPassword } from './users.types.js';

const list = 'users.list';

/** People: who may sign in, and as what. */
export class UsersService {
  /** @param lockName one for each database */
  constructor(
    private readonly users: UsersRepository,
    private readonly lastUses: LastUses,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, count = false, ...filters }: UserSearch): Promise<UserPage> {
    const [after] = cursor === undefined ? [] : decodeCursor(list, filters, cursor, 1);
    const [found, total] = await Promise.all([
      this.users.list(filters, limit + 1, after === undefined ? undefined : String(after)),
      count ? this.users.count(filters) : undefined,
    ]);
    return pageOf(list, await this.shown(found), limit, filters, ({ login }) => [login], total);
  }

  async get(userId: string): Promise<User> {
    const [shown] = await this.shown([await this.stored(userId)]);
    return shown!;
  }

  /** Makes a person with a password that the answer alone shows. */
  async create({ login, role }: NewUser, caller: Caller): Promise<UserWithPassword> {
    mustHold(caller, scopesOfRole[role]);
    const password = newPassword();
    const user = await withLock(this.redis, this.lockName, () => this.insert(login, role, password, caller.name, true));
    return { ...(await this.get(user.user_id)), password };
  }

  /** Changes role or access; one enabled administrator always stays. */
  async update(userId: string, change: UserChange, ifMatch: string | undefined, caller: Caller): Promise<User> {
    return withLock(this.redis, this.lockName, async () => {
      const stored = await this.stored(userId);
      requireMatch(ifMatch, stored.version);
      const role = change.role ?? stored.role;
      mustHold(caller, [...scopesOfRole[role], ...scopesOfRole[stored.role]]);
      const disabled = change.disabled ?? stored.disabled_at !== null;
      const disabled_at = disabled ? (stored.disabled_at ?? this.now()) : null;
      // Whoever enables the person again must not bring back what was signed in before.
      const sessions_from = disabled && !stored.disabled_at ? this.now(1) : stored.sessions_from;
      if (stored.role === 'admin' && !stored.disabled_at && (role !== 'admin' || disabled)) await this.keepOneAdmin();
      await this.save(stored, { role, disabled_at, sessions_from }, caller.name);
      return this.get(userId);
    });
  }

  /** Gives a person a new password, which the answer alone shows, and ends the person's sessions. */
  async resetPassword(userId: string, caller: Caller): Promise<UserWithPassword> {
    const password = newPassword();
    const password_hash = await hashPassword(password);
    return withLock(this.redis, this.lockName, async () => {
      const stored = await this.stored(userId);
      mustHold(caller, scopesOfRole[stored.role]);
      const sessions_from = this.now(1);
      await this.save(stored, { password_hash, must_change_password: true, sessions_from }, caller.name);
      return { ...(await this.get(userId)), password };
    });
  }

  /**
   * Replaces a person's own password; returns the time before which every session that began is over.
   * @param checked the person as read when the current password was found right
   * @throws Problem unauthorized when the password was changed since
   */
  async setPassword(checked: StoredUser, password: string): Promise<string> {
    const password_hash = await hashPassword(password);
    return withLock(this.redis, this.lockName, async () => {
      const stored = await this.stored(checked.user_id);
      if (stored.password_hash !== checked.password_hash) {
        throw new Problem('unauthorized', 'The password was changed meanwhile.');
      }
      const sessions_from = this.now(1);
      await this.save(stored, { password_hash, must_change_password: false, sessions_from }, stored.login);
      return sessions_from;
    });
  }

  /** Ends every session of a person that began until now. */
  async endSessions(userId: string): Promise<void> {
    await withLock(this.redis, this.lockName, async () => {
      const stored = await this.stored(userId);
      await this.save(stored, { sessions_from: this.now(1) }, stored.login);
    });
  }

  /**
   * Makes the first administrator when nobody is there.
   * @param keep gets the password before the account is made: a crash between the two leaves no account that nobody can open
   */
  async createFirst(login: string, keep: (password: string) => void): Promise<void> {
    if (await this.hasUsers()) return;
    await withLock(this.redis, this.lockName, async () => {
      // Another process may have started first.
      if (await this.hasUsers()) return;
      const password = newPassword();
      keep(password);
      await this.insert(login, 'admin', password, 'first start', false);
    });
  }

  private async hasUsers(): Promise<boolean> {
    return (await this.users.list({}, 1, undefined)).length > 0;
  }

  private async insert(
    login: string,
    role: Role,
    password: string,
    by: string,
    must_change_password: boolean,
  ): Promise<StoredUser> {
    if (await this.users.findByLogin(login)) throw new Problem('conflict', `There is a user ${login} already.`);
    const now = this.now();
    const user: StoredUser = {
      user_id: randomUUID(),
      ...{ login, role, password_hash: await hashPassword(password), must_change_password },
      ...{ sessions_from: now, created_at: now, created_by: by, updated_at: now, updated_by: by },
      ...{ disabled_at: null, version: 1 },
    };
    await this.users.save(user);
    return user;
  }

  private async save(stored: StoredUser, change: Partial<StoredUser>, by: string): Promise<void> {
    const version = stored.version + 1;
    await this.users.save({ ...stored, ...change, updated_at: this.now(), updated_by: by, version });
  }

  private async keepOneAdmin(): Promise<void> {
    if ((await this.users.count({ role: 'admin', disabled: false })) > 1) return;
    throw new Problem('conflict', 'This is the last administrator who may sign in: make another one first.');
  }

  private async stored(userId: string): Promise<StoredUser> {
    const found = await this.users.get(userId);
    if (!found) throw new Problem('not-found', `There is no user ${userId}.`);
    return found;
  }

  private async shown(users: readonly StoredUser[]): Promise<User[]> {
    const uses = await this.lastUses.of(users.map(({ user_id }) => user_id));
    return users.map(({ password_hash, sessions_from, ...user }) => {
      const use = uses.get(user.user_id);
      return { ...user, last_used_at: use?.used_at ?? null, last_address: use?.address ?? null };
    });
  }

  private now(plusMs = 0): string {
    return new Date(this.clock.now() + plusMs).toISOString();
  }
}

/** 120 random bits that a person can copy. */
function newPassword(): string {
  return randomBytes(15).toString('base64url');
}
