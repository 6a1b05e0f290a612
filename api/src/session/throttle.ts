import type { Clock } from '../context.js';
import { Problem } from '../http/problem.js';

const windowMs = 15 * 60_000;
const limit = 10;
const maxKeys = 10_000;

/**
 * Counts failed logins per account and per address: after ten in fifteen minutes the next is refused. An attempt counts
 * from its beginning, so that many at once are no way around it. At most 10,000 names are remembered; the oldest is
 * forgotten first.
 */
export class LoginThrottle {
  private readonly failures = new Map<string, number[]>();

  constructor(private readonly clock: Clock) {}

  /**
   * Counts an attempt; returns what takes it back when it succeeded.
   * @throws Problem too-many-requests when one of the names has failed too often.
   */
  attempt(names: readonly string[]): () => void {
    this.check(names);
    const time = this.clock.now();
    this.count(names, time);
    return () => {
      for (const name of names) {
        const times = this.failures.get(name) ?? [];
        const at = times.lastIndexOf(time);
        if (at !== -1) this.failures.set(name, times.toSpliced(at, 1));
      }
    };
  }

  private check(names: readonly string[]): void {
    const waits = names.map((name) => this.recent(name)).filter((times) => times.length >= limit);
    const oldest = waits.map((times) => times[times.length - limit] ?? 0);
    if (oldest.length === 0) return;
    const retryAfterSeconds = Math.ceil((Math.max(...oldest) + windowMs - this.clock.now()) / 1000);
    throw new Problem('too-many-requests', 'Too many failed logins for this account or address.', {
      retryAfterSeconds,
    });
  }

  private count(names: readonly string[], time: number): void {
    for (const name of names) {
      const times = [...this.recent(name), time].slice(-limit);
      this.failures.delete(name);
      this.failures.set(name, times);
    }
    for (const name of this.failures.keys()) {
      if (this.failures.size <= maxKeys) break;
      this.failures.delete(name);
    }
  }

  private recent(name: string): number[] {
    const since = this.clock.now() - windowMs;
    return (this.failures.get(name) ?? []).filter((time) => time > since);
  }
}
