import type { Platform } from '../platform.js';

const lines = 5000;
const concurrency = 6;

/** Lines a second when `concurrency` callers share the bodies. */
export async function rate(bodies: Buffer[], send: (body: Buffer) => Promise<void>): Promise<number> {
  const waiting = [...bodies];
  const start = performance.now();
  const caller = async (): Promise<void> => {
    for (let body = waiting.pop(); body; body = waiting.pop()) await send(body);
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  return (bodies.length * lines * 1000) / (performance.now() - start);
}

/** Waits until every accepted batch of requests is correlated. */
export async function drained(platform: Platform, pollMs = 1000): Promise<void> {
  const open = "SELECT count() FROM ingest_batches FINAL WHERE kind = 'http' AND state = 'accepted'";
  while (Number(await platform.sql(open)) > 0) await new Promise((resolve) => setTimeout(resolve, pollMs));
}
