/** One write at a time, as a panel shows it: under way, done in words, or failed. */
export class Action {
  isBusy = $state(false);
  said = $state('');
  error = $state.raw<unknown>();

  async run(write: () => Promise<unknown>, said: string): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.said = '';
    this.error = undefined;
    try {
      await write();
      this.said = said;
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }
}
