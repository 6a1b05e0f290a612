import { ConnectionError, ProblemError } from './problem.js';

/** How failed attempts are repeated. */
export interface RetryPolicy {
  /** Attempts after the first one. */
  readonly retries: number;
  /** Waits; rejects with the signal's reason when it is aborted. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const baseDelayMs = 200;
const maxDelayMs = 10_000;
/** Asked to wait longer than this the call fails instead: its caller knows better what to do meanwhile. */
const maxRetryAfterMs = 30_000;
const passingStatuses = [429, 502, 503, 504];

/** Returns whether the same call may succeed a moment later: any answer with Retry-After says so. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  return error instanceof ProblemError && (passingStatuses.includes(error.status) || error.retryAfterMs !== undefined);
}

/**
 * Returns the milliseconds before the given attempt (1 is the first retry): what the API asked for, else a random part
 * of an exponential step, so that many clients do not come back together.
 */
export function delayBefore(attempt: number, error: unknown): number {
  if (error instanceof ProblemError && error.retryAfterMs !== undefined) {
    return error.retryAfterMs + Math.random() * baseDelayMs;
  }
  return Math.random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
}

/** Calls until it succeeds, fails for good, or the retries are used up; throws the last error then. */
export async function retrying<T>(call: () => Promise<T>, policy: RetryPolicy, signal?: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt > policy.retries || !isPassing(error)) throw error;
      if (error instanceof ProblemError && (error.retryAfterMs ?? 0) > maxRetryAfterMs) throw error;
      await policy.wait(delayBefore(attempt, error), signal);
    }
  }
}

/** Waits, in Node and in browsers. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const done = (): void => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    };
    const timer = setTimeout(done, ms);
    const aborted = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', aborted, { once: true });
  });
}
