import { ProblemError, type Schemas } from '@ja4-platform/sdk';
import { api } from '#lib/api.ts';

type Scope = Schemas['Scope'];

/** The other tabs of this browser, which share the session. */
const tabs = new BroadcastChannel('ja4-session');

/** Who is signed in at this page. */
class SessionState {
  constructor() {
    tabs.addEventListener('message', () => this.expire());
  }

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

  /** Ends the session in every tab; with `everywhere` all sessions of the person, on every device. */
  async logout(everywhere = false): Promise<void> {
    await api.session.logout({ everywhere });
    this.current = null;
    tabs.postMessage('ended');
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
