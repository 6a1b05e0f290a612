import { ProblemError, type Schemas } from '@ja4-platform/sdk';
import { api } from '#lib/api.ts';
import { forgetAnswers, recalledSession, rememberFor } from '#lib/memory.ts';

type Scope = Schemas['Scope'];

/** The other tabs of this browser, which share the session. */
const tabs = new BroadcastChannel('ja4-session');

/** Who is signed in at this page. */
class SessionState {
  constructor() {
    tabs.addEventListener('message', () => this.expire());
  }

  /**
   * `undefined`: not known yet; `null`: nobody. A page begins with who was signed in last, shows what they saw and asks meanwhile: only
   * the API's answers show more, and when the session has ended it says so, and what was kept is forgotten.
   */
  current = $state.raw<Schemas['Session'] | null | undefined>(recalledSession());

  #loading: Promise<void> | undefined;

  /** Asks the API who is signed in: once for all who ask meanwhile. */
  load(): Promise<void> {
    return (this.#loading ??= this.#load().finally(() => (this.#loading = undefined)));
  }

  async #load(): Promise<void> {
    try {
      this.#begin(await api.session.get());
    } catch (error) {
      if (!isSignedOut(error)) throw error;
      this.expire();
    }
  }

  async login(user: string, password: string): Promise<void> {
    this.#begin(await api.session.login({ body: { user, password } }));
  }

  /** Ends the session in every tab; with `everywhere` all sessions of the person, on every device. */
  async logout(everywhere = false): Promise<void> {
    await api.session.logout({ everywhere });
    this.expire();
    tabs.postMessage('ended');
  }

  /** The session ended: nothing of what it saw stays. */
  expire(): void {
    forgetAnswers();
    this.current = null;
  }

  can(scope: Scope): boolean {
    return this.current?.scopes.includes(scope) ?? false;
  }

  #begin(current: Schemas['Session']): void {
    rememberFor(current);
    this.current = current;
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
