/**
 * Returns what ioredis and BullMQ take for a REDIS_URL: they know `redis:` and `rediss:` URLs, but want the bare path of
 * a UNIX socket where the setting says `unix:///path`.
 */
export function redisAddress(redisUrl: string): string {
  return redisUrl.startsWith('unix:') ? decodeURIComponent(new URL(redisUrl).pathname) : redisUrl;
}
