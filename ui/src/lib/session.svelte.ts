import { ProblemError, type Schemas } from '@ja4-platform/sdk';
import { api } from '#lib/api.ts';

type Scope = Schemas['Scope'];

/** Who is signed in at this page. */
class SessionState {
  /** `undefined`: not known yet; `null`: nobody. */
  current = $state.raw<Schemas['Session'] | null>();

  /** Asks the API who is signed in. */
  async load(): Promise<void> {
    try {
      this.current = await api.session.get();
    } catch (error) {
      if (!isSignedOut(error)) throw error;
      this.current = null;
    }
  }

  async login(user: string, password: string): Promise<void> {
    this.current = await api.session.login({ body: { user, password } });
  }

  async logout(): Promise<void> {
    await api.session.logout();
    this.current = null;
  }

  /** The session ended while the page was open. */
  expire(): void {
    this.current = null;
  }

  can(scope: Scope): boolean {
    return this.current?.scopes.includes(scope) ?? false;
  }
}

/** Returns whether an error says that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 401;
}

/** Returns whether an error says that there is no such thing. */
export function isMissing(error: unknown): boolean {
  return error instanceof ProblemError && error.status === 404;
}

export const session = new SessionState();
