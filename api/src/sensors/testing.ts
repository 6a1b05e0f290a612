import assert from 'node:assert/strict';
import type { Harness } from '../testing/harness.js';
import type { Heartbeat } from './heartbeat.types.js';

/** A heartbeat of a sensor that is well. */
export function heartbeat(nowMs: number, different: Partial<Heartbeat> = {}): Heartbeat {
  return {
    host_id: 'host-1',
    hostname: 'web-1.example',
    sensor_version: '0.1.0',
    started_at: new Date(nowMs - 3_600_000).toISOString(),
    sent_at: new Date(nowMs).toISOString(),
    config_version: 0,
    config_error: '',
    config_overridden: [],
    delivery: 'sending',
    trouble: '',
    backlog_batches: 0,
    backlog_bytes: 0,
    lost: 0,
    counters: { 'intake.requests': 10 },
    ...different,
  };
}

/** Calls the API with a body, by the admin's key or by another. */
export function send(api: Harness, method: string, path: string, body?: unknown, headers = {}): Promise<Response> {
  return api.call(path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

export const bearer = (key: string): { authorization: string } => ({ authorization: `Bearer ${key}` });

/** Returns the body of an answer of the expected status. */
export async function answer<T>(response: Response | Promise<Response>, status: number): Promise<T> {
  const { status: found, text } = await (async (r: Response) => ({ status: r.status, text: await r.text() }))(
    await response,
  );
  assert.equal(found, status, text);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
