import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '../platform.js';

/** Posts one body until it is accepted. @throws Error with the problem when it is refused. */
export async function post(platform: Platform, kind: 'http' | 'tls', body: Buffer): Promise<void> {
  const headers = {
    authorization: `Bearer ${platform.sensorKey}`,
    'content-type': 'application/x-ndjson',
    'idempotency-key': randomUUID(),
  };
  for (;;) {
    const response = await fetch(`${platform.apiUrl}/v1/events/${kind}`, { method: 'POST', headers, body });
    const answer = await response.text();
    if (response.status === 202) return;
    if (response.status !== 429) throw new Error(`${response.status}: ${answer}`);
    await sleep(1000 * Number(response.headers.get('retry-after') ?? 1));
  }
}
