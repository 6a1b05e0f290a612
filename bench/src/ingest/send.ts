import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '../platform.js';
import type { Batch } from '../traffic/batch-template.js';

/** Posts the handshakes of a batch, then its requests; waits as long as the API asks when it takes no more. */
export async function sendBatch(platform: Platform, batch: Batch): Promise<void> {
  await post(platform, 'tls', batch.tls);
  await post(platform, 'http', batch.http);
}

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
