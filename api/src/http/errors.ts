import type { Logger } from '@ja4-platform/common';
import { ValidateError } from '@tsoa/runtime';
import type { NextFunction, Request, Response } from 'express';
import type { AuthenticatedRequest } from './caller.js';
import { Problem, type ProblemError } from './problem.js';

export const otherCharset = 'JSON is UTF-8; this is another charset.';

/** Answers for a path or method that no operation has. */
export function notFound(request: Request, _response: Response, next: NextFunction): void {
  next(new Problem('not-found', `There is no ${request.method} ${request.path}.`));
}

/** Returns the last handler of the app: turns whatever was thrown into problem+json and keeps the inside in the log. */
export function problemHandler(logger: Logger) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = toProblem(error, request);
    const { requestId } = request as AuthenticatedRequest;
    if (problem.status >= 500) logger.error({ err: problem.cause ?? error, requestId }, problem.message);
    if (problem.retryAfterSeconds !== undefined) response.setHeader('Retry-After', problem.retryAfterSeconds);
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify(problem.toJSON(requestId)));
  };
}

function toProblem(error: unknown, request: Request): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ValidateError) {
    // A body of another type was not read.
    const isUnread = 'body' in error.fields && request.is('application/json') === false;
    return isUnread
      ? new Problem('unsupported-media-type', 'Send the body as application/json.')
      : validationProblem(error);
  }
  return (
    unreadable(error) ??
    new Problem('internal', 'Something failed here. The log names it by the request id.', { cause: error })
  );
}

/** Returns what a reader of bodies or of addresses says is wrong, nothing when it was neither. */
function unreadable(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { status, type, code, message } = error as Error & Partial<Record<'status' | 'type' | 'code', unknown>>;
  if (status === 413) return new Problem('payload-too-large', 'The body is larger than this operation takes.');
  if (type === 'charset.unsupported') return new Problem('unsupported-media-type', otherCharset);
  if (status === 415) return new Problem('unsupported-media-type', 'The encoding of the body is not known.');
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  let detail = 'The body or the address of the request cannot be read.';
  if (type === 'entity.parse.failed') detail = `The body must be a JSON object or list: ${message}.`;
  else if (String(code).startsWith('Z_')) detail = 'The body is not compressed as its Content-Encoding says.';
  else if (error instanceof URIError) detail = 'The address has a % without the digits of a character behind it.';
  return new Problem('bad-request', detail, { cause: error });
}

/** A list that is wrong is wrong in each of its thousands of items. */
const mostErrors = 100;

function validationProblem({ fields }: ValidateError): Problem {
  const found = Object.entries(fields);
  const errors = found.slice(0, mostErrors).map(([name, { message }]): ProblemError => {
    return { location: locationOf(name), message: inWords(message) };
  });
  const more = found.length > mostErrors ? [`and ${found.length - mostErrors} more`] : [];
  const named = [...errors.map(({ location, message }) => `${location} ${message}`), ...more].join('; ');
  return new Problem('validation-failed', named ? `${named}.` : 'The request does not fit.', { errors });
}

/**
 * tsoa names a field after the controller's argument: `query.limit`, `query.host.$0`, `body.items.$0.score`; of a body we
 * say a pointer, of several values of a parameter its name.
 */
function locationOf(name: string): string {
  if (!name.startsWith('body.')) return name.replace(/\.\$\d+$/, '');
  return `/${name.slice(5).replaceAll('.$', '/').replaceAll('.', '/')}`;
}

const words: [RegExp, string][] = [
  [/^min (\S+)$/, 'must be at least $1'],
  [/^max (\S+)$/, 'must be at most $1'],
  [/^minLength (\d+)$/, 'must have at least $1 characters'],
  [/^maxLength (\d+)$/, 'must have at most $1 characters'],
  [/^minItems (\d+)$/, 'must have at least $1 items'],
  [/^maxItems (\d+)$/, 'must have at most $1 items'],
  [/^Not match in '(.*)'$/, 'must match $1'],
  [/^invalid (.+) number$/, 'must be a number ($1)'],
  [/^invalid (.+)$/, 'must be a valid $1'],
  [/^'.*' is required$/, 'is required'],
  [/^".*" is an excess property.*$/, 'is not known here'],
];

/** Returns a message of tsoa as a person would say it; those of a union's variants come nested as JSON. */
function inWords(message: string): string {
  const expected = [...message.matchAll(/should be one of the following; \[([^\]]*)\]/g)].flatMap(([, values]) =>
    (values ?? '').replaceAll(/\\*["']/g, '').split(','),
  );
  // Of what may be null, the other variant says what is wrong.
  const [, other] = /message\\*":\\*"((?:min|max|invalid|Not match)[^"\\]*)/.exec(message) ?? [];
  if (other !== undefined && expected.join() === 'null') return `${inWords(other)}, or null`;
  if (expected.length) return `must be one of ${[...new Set(expected)].join(', ')}`;
  const line = message.split('\n')[0]?.slice(0, 300) ?? '';
  const [pattern, text] = words.find(([known]) => known.test(line)) ?? [];
  return pattern && text ? line.replace(pattern, text) : line;
}
