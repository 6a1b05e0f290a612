import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { Problem } from '../http/problem.js';

const holdMs = 30_000;
const waitMs = 5000;
const retryMs = 20;
/** Deletes the lock only while it is still ours. */
const release = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/**
 * One read-check-insert at a time: ClickHouse has no compare-and-swap. The lock is held for at most 30 s.
 *
 * @param name of the lock; prefix it with the database, several platforms may share a Redis
 * @throws Problem unavailable when Redis is away or the lock is taken for 5 s
 */
export async function withLock<T>(redis: Redis, name: string, work: () => Promise<T>): Promise<T> {
  const token = randomUUID();
  await acquire(redis, name, token);
  try {
    return await work();
  } finally {
    // When Redis went away meanwhile, the lock ends by itself.
    await redis.eval(release, 1, name, token).catch(() => undefined);
  }
}

async function acquire(redis: Redis, name: string, token: string): Promise<void> {
  for (let waited = 0; waited < waitMs; waited += retryMs) {
    try {
      if ((await redis.set(name, token, 'PX', holdMs, 'NX')) === 'OK') return;
    } catch (cause) {
      throw new Problem('unavailable', 'Redis is away: this cannot be changed now.', { cause, retryAfterSeconds: 5 });
    }
    await sleep(retryMs);
  }
  throw new Problem('unavailable', 'Others are changing this: try again.', { retryAfterSeconds: 1 });
}
