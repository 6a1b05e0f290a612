/** One fault in a request: where it is (a parameter name or a JSON pointer) and what is wrong with it. */
export interface ProblemError {
  /** @example "query.limit" */
  location: string;
  /** @example "must be at most 500" */
  message: string;
}

/** An answer that is not a success: application/problem+json, RFC 9457. */
export interface ProblemDetails {
  /**
   * A page that explains this kind of problem.
   * @example "/docs/problems/not-found"
   */
  type: string;
  title: string;
  /** @isInt */
  status: number;
  /** What is wrong with this very request. */
  detail: string;
  /** The last part of `type`: stable, for programs. */
  code: string;
  request_id: string;
  errors?: ProblemError[];
}

/** Every kind of problem: docs/problems has one page for each code. */
export const problems = {
  'bad-request': { status: 400, title: 'The request cannot be read' },
  unauthorized: { status: 401, title: 'No valid key or session' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'idempotency-conflict': { status: 409, title: 'The same idempotency key with another body' },
  conflict: { status: 409, title: 'In conflict with what is stored' },
  'precondition-failed': { status: 412, title: 'Changed since it was read' },
  'payload-too-large': { status: 413, title: 'Too large' },
  'unsupported-media-type': { status: 415, title: 'This content type or encoding is not accepted' },
  'validation-failed': { status: 422, title: 'The request does not fit the specification' },
  'query-too-heavy': { status: 422, title: 'The query costs too much' },
  'precondition-required': { status: 428, title: 'If-Match is required' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'headers-too-large': { status: 431, title: 'The address or the headers are too long' },
  internal: { status: 500, title: 'An error of ours' },
  unavailable: { status: 503, title: 'Not available for the moment' },
} as const;

export type ProblemCode = keyof typeof problems;

interface ProblemOptions {
  errors?: ProblemError[];
  /** Sent as Retry-After. */
  retryAfterSeconds?: number;
  /** What only the log may see. */
  cause?: unknown;
}

/** Thrown anywhere in the API and answered as problem+json; `detail` is for the caller, `cause` is for the log. */
export class Problem extends Error {
  readonly status: number;
  readonly errors: ProblemError[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ProblemCode,
    detail: string,
    options: ProblemOptions = {},
  ) {
    super(detail, { cause: options.cause });
    this.status = problems[code].status;
    this.errors = options.errors;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  toJSON(requestId: string): ProblemDetails {
    return {
      type: `/docs/problems/${this.code}`,
      title: problems[this.code].title,
      status: this.status,
      detail: this.message,
      code: this.code,
      request_id: requestId,
      ...(this.errors ? { errors: this.errors } : {}),
    };
  }
}
