const quietMs = 60_000;
const maxRemembered = 200;

/** Says what is wrong once a minute, however often it happens. */
export class Troubles {
  private readonly said = new Map<string, { atMs: number; times: number }>();

  constructor(
    private readonly warn: (message: string) => void,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  say(message: string): void {
    // Numbers change from one time to the next; the trouble is the same.
    const trouble = message.replace(/\d+/g, '#').slice(0, 200);
    const last = this.said.get(trouble);
    if (last && this.nowMs() - last.atMs < quietMs) {
      last.times += 1;
      return;
    }
    const again = last && last.times > 0 ? ` (and ${last.times} times more in between)` : '';
    this.warn(`${message}${again}`);
    this.said.delete(trouble);
    this.said.set(trouble, { atMs: this.nowMs(), times: 0 });
    if (this.said.size > maxRemembered) {
      const [oldest = ''] = this.said.keys();
      this.said.delete(oldest);
    }
  }
}
