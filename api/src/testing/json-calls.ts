import assert from 'node:assert/strict';
import { allPages, bearer, send } from './calls.js';
import type { Harness } from './harness.js';

/** An answer with its body read. */
export interface JsonAnswer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly etag: string;
}

/** Calls of one API with JSON bodies, as the admin or as `headers` say. */
export class JsonCalls {
  constructor(private readonly api: Harness) {}

  async send<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<JsonAnswer<Body>> {
    const response = await send(this.api, method, path, body, headers);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      body: (isJson ? JSON.parse(text) : text) as Body,
      etag: response.headers.get('etag') ?? '',
    };
  }

  /** Like `send`, and the answer must have this status. */
  async ok<Body>(
    status: number,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Body> {
    const answer = await this.send<Body>(method, path, body, headers);
    assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Each call must be answered with its status, and the answer must name what is wrong. */
  async refused(
    cases: readonly [status: number, method: string, path: string, body: unknown, names: RegExp][],
  ): Promise<void> {
    for (const [status, method, path, body, names] of cases) {
      const answer = await this.send(method, path, body);
      assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify([body, answer.body])}`);
      assert.match(JSON.stringify(answer.body), names, `${method} ${path} ${JSON.stringify(body)}`);
    }
  }

  /** Headers of a new key of this kind. */
  async as(kind: 'reader' | 'analyst' | 'worker' | 'bouncer'): Promise<Record<string, string>> {
    return bearer(await this.api.key({ name: kind, kind }));
  }

  pages<Item>(path: string): Promise<Item[]> {
    return allPages<Item>(this.api, path);
  }
}
