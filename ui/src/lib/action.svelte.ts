import { messages } from '#lib/messages.ts';
import { isSignedOut, session } from '#lib/session.svelte.ts';
import { isConflict } from '#lib/triage.ts';

/** A write that a person asked for: whether it runs, what became of it in words, and why it failed. One at a time. */
export class Action {
  isBusy = $state(false);
  said = $state('');
  error = $state.raw<unknown>();

  /**
   * Runs a write, which returns what to say of it; returns whether it was done.
   *
   * @param onConflict what to do when somebody else was first: read it again
   */
  async run(write: () => Promise<string>, onConflict?: () => void): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.said = '';
    this.error = undefined;
    try {
      this.said = await write();
      return true;
    } catch (error) {
      if (isSignedOut(error)) session.expire();
      if (onConflict && isConflict(error)) {
        this.said = messages.forms.conflict;
        onConflict();
      } else this.error = error;
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
