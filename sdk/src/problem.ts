import type { components } from './generated/schema.js';

type ProblemDetails = components['schemas']['ProblemDetails'];

/** An answer that is not a success, as RFC 9457 problem details. `code` is stable; `type` is the page that explains it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly request_id: string;
  readonly errors: readonly { location: string; message: string }[];
  /** How long the API asks to wait before the next attempt; undefined when it does not say. */
  readonly retryAfterMs: number | undefined;

  constructor(problem: ProblemDetails, retryAfterMs?: number) {
    super(`${problem.title}: ${problem.detail} (${problem.status} ${problem.code}, request ${problem.request_id})`);
    this.type = problem.type;
    this.title = problem.title;
    this.status = problem.status;
    this.detail = problem.detail;
    this.code = problem.code;
    this.request_id = problem.request_id;
    this.errors = problem.errors ?? [];
    this.retryAfterMs = retryAfterMs;
  }
}

/** No answer came: the API cannot be reached, the connection broke, or the time was up. `cause` says which. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/** Returns the problem in an answer; one from something in between (a proxy's HTML) becomes a problem of its status. */
export function problemOf(response: Response, body: unknown): ProblemError {
  const problem: ProblemDetails = isProblem(body)
    ? body
    : {
        type: 'about:blank',
        title: response.statusText || `HTTP ${response.status}`,
        status: response.status,
        detail: 'The answer is not one of the API.',
        code: `http-${response.status}`,
        request_id: response.headers.get('x-request-id') ?? '',
      };
  return new ProblemError(problem, retryAfterMs(response.headers.get('retry-after')));
}

function isProblem(body: unknown): body is ProblemDetails {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body;
}

/** Retry-After is a number of seconds or an HTTP date (RFC 9110 section 10.2.3). */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
