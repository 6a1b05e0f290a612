import { execFile } from 'node:child_process';

/**
 * Tells systemd how the service is (sd_notify(3)), by systemd's own program since Node has no datagram sockets of this
 * family; the unit needs `NotifyAccess=all`. Without NOTIFY_SOCKET nobody wants to know.
 */
export class ServiceManager {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly onTrouble: (message: string) => void,
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {}

  /** The service is up. From now on the watchdog is told twice in its time that this process still gets its turn. */
  ready(): void {
    this.notify('READY=1', `MAINPID=${process.pid}`);
    const watchdogMs = Number(this.env.WATCHDOG_USEC ?? 0) / 1000;
    if (watchdogMs > 0) this.timer = setInterval(() => this.notify('WATCHDOG=1'), watchdogMs / 2);
  }

  /** Settings were read again. */
  reloaded(): void {
    this.notify('READY=1');
  }

  stopping(): void {
    clearInterval(this.timer);
    this.notify('STOPPING=1');
  }

  private notify(...states: string[]): void {
    if (!this.env.NOTIFY_SOCKET) return;
    execFile('systemd-notify', states, { env: this.env }, (error) => {
      if (error) this.onTrouble(`systemd-notify: ${error.message}`);
    });
  }
}
