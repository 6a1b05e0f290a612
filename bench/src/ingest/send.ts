import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '../platform.js';

/** Where events go, and the key they go with. */
export type Receiver = Pick<Platform, 'apiUrl' | 'sensorKey'>;

/** Posts one body until it is accepted, again when the connection breaks. @throws Error with the problem when it is refused. */
export async function post(receiver: Receiver, kind: 'http' | 'tls', body: Buffer): Promise<void> {
  const headers = {
    authorization: `Bearer ${receiver.sensorKey}`,
    'content-type': 'application/x-ndjson',
    'idempotency-key': randomUUID(),
  };
  for (;;) {
    const response = await sent(`${receiver.apiUrl}/v1/events/${kind}`, { method: 'POST', headers, body });
    const answer = await response.text();
    if (response.status === 202) return;
    if (response.status !== 429) throw new Error(`${response.status}: ${answer}`);
    await sleep(1000 * Number(response.headers.get('retry-after') ?? 1));
  }
}

/** A server may close a connection that was idle just as it is used again; the key makes a second try the same request. */
async function sent(url: string, request: RequestInit, tries = 3): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    if (tries === 1) throw error;
    return sent(url, request, tries - 1);
  }
}
