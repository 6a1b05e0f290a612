import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ProblemDetails } from '../http/problem.js';
import type { Harness } from './harness.js';

/** Returns the JSON of an answer 200. */
export async function answerOf<T>(api: Harness, path: string, init?: RequestInit): Promise<T> {
  const response = await api.call(path, init);
  const text = await response.text();
  assert.equal(response.status, 200, `${path}: ${text}`);
  return JSON.parse(text) as T;
}

/** Returns the problem of an answer with this status. */
export async function problemOf(
  api: Harness,
  path: string,
  status: number,
  init?: RequestInit,
): Promise<ProblemDetails> {
  const response = await api.call(path, init);
  const text = await response.text();
  assert.equal(response.status, status, `${path}: ${text}`);
  return JSON.parse(text) as ProblemDetails;
}

/** Returns the items of all pages of two, each asked for with the cursor of the one before. */
export async function allPages<Item>(api: Harness, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor = '';
  do {
    const url = `${path}${path.includes('?') ? '&' : '?'}limit=2${cursor}`;
    const page = await answerOf<{ items: Item[]; next_cursor: string | null }>(api, url);
    assert.ok(page.items.length <= 2);
    items.push(...page.items);
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
  } while (cursor);
  return items;
}

/** Asserts that each query is refused with 422 (a cursor with 400) and that the problem names the parameter. */
export async function refuses(api: Harness, path: string, wrong: Readonly<Record<string, string>>): Promise<void> {
  for (const [query, parameter] of Object.entries(wrong)) {
    const status = parameter === 'cursor' ? 400 : 422;
    const { errors } = await problemOf(api, `${path}${path.includes('?') ? '&' : '?'}${query}`, status);
    assert.match(JSON.stringify(errors), new RegExp(`\\b${parameter}\\b`), query);
  }
}

/** Asserts 401 without a key, and 403 with a key that may only send events. */
export async function needsScope(api: Harness, path: string, init: RequestInit = {}): Promise<void> {
  assert.equal((await fetch(api.address + path, init)).status, 401, path);
  const key = await api.key({ name: 'sensor', kind: 'sensor', sensor_id: 'web-1' });
  const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${key}` };
  await problemOf(api, path, 403, { ...init, headers });
}

/** Calls the API with a body, by the admin's key or by another. */
export function send(api: Harness, method: string, path: string, body?: unknown, headers = {}): Promise<Response> {
  return api.call(path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
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

/** Does something while Redis is away. */
export async function withoutRedis(api: Harness, work: () => Promise<unknown>): Promise<void> {
  const { redis } = api.context;
  const ended = once(redis, 'end');
  redis.disconnect();
  await ended;
  try {
    await work();
  } finally {
    await redis.connect();
  }
}
