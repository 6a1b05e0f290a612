import type { Response } from 'express';
import { Counter, type Registry } from 'prom-client';
import type { Clock } from '../context.js';
import { Problem } from './problem.js';

const windowMs = 60_000;
const maxCallers = 10_000;

interface Window {
  count: number;
  readonly endsMs: number;
}

/**
 * Counts the requests of each caller in windows of a minute, in this process alone: a look-up in Redis would cost every
 * read a round trip, and reads must go on while Redis is away. Behind n processes a caller may make n times as many.
 * At most 10,000 callers are remembered; the one whose window began first is forgotten first.
 */
export class RateLimit {
  private readonly windows = new Map<string, Window>();
  private readonly refused: Counter;

  /** @param limit requests a minute and caller; 0 is no limit */
  constructor(
    private readonly limit: number,
    private readonly clock: Clock,
    metrics: Registry,
  ) {
    this.refused = new Counter({
      name: 'ja4_api_rate_limited_total',
      help: 'Requests refused because their caller made too many',
      registers: [metrics],
    });
  }

  /**
   * Counts one request and says in the answer how many are left (draft-ietf-httpapi-ratelimit-headers, from draft 8 on).
   *
   * @param caller who makes it: an API key, a person, or an address without either
   * @throws Problem too-many-requests
   */
  take(caller: string, response: Response): void {
    if (this.limit === 0) return;
    const now = this.clock.now();
    const window = this.windowOf(caller, now);
    window.count++;
    const seconds = Math.ceil((window.endsMs - now) / 1000);
    response.setHeader('RateLimit-Policy', `"minute";q=${this.limit};w=${windowMs / 1000}`);
    response.setHeader('RateLimit', `"minute";r=${Math.max(0, this.limit - window.count)};t=${seconds}`);
    if (window.count <= this.limit) return;
    this.refused.inc();
    throw new Problem('too-many-requests', `More than ${this.limit} requests in a minute.`, {
      retryAfterSeconds: seconds,
    });
  }

  private windowOf(caller: string, now: number): Window {
    const known = this.windows.get(caller);
    if (known && known.endsMs > now) return known;
    const window = { count: 0, endsMs: now + windowMs };
    this.windows.delete(caller);
    this.windows.set(caller, window);
    const [oldest] = this.windows.keys();
    if (this.windows.size > maxCallers && oldest !== undefined) this.windows.delete(oldest);
    return window;
  }
}
