import { createHash } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Redis } from 'ioredis';
import { sessionToken } from '../session/cookie.js';
import { callerOf } from './authentication.js';
import { Problem } from './problem.js';
import { seal, unseal } from './sealed.js';

/** What is kept of an answer. */
interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Fingerprint of the request, and its sealed answer in base64; without one it is still under way. */
interface Kept {
  readonly request: string;
  readonly answer?: string;
}

const keptSeconds = 24 * 3600;
/** A process that died leaves its key taken for this long. */
const underWaySeconds = 120;
const maxAnswer = 1024 * 1024;
const keptHeaders = ['content-type', 'etag', 'location'];
const keyForm = /^[\x21-\x7e]{1,255}$/;
/** Batches of events have an identity of their own, in the store; a session or a sensor's key is made before there is a caller. */
const ownWay = /^\/v1\/(events\/|session$|sensors\/enrol$)/;

/**
 * Middleware of every write of a caller with an Idempotency-Key: within 24 hours the same caller gets the answer of the first
 * success again, and 409 for another request under the same key. A body that is not JSON is refused. What was no success may be tried again under its
 * key. The answer is kept in Redis, sealed with the caller's own credential, since it may hold a new secret.
 *
 * @param prefix of the keys in Redis
 */
export function idempotency(redis: Redis, prefix: string) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const key = request.get('idempotency-key');
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (key === undefined || isRead || ownWay.test(request.originalUrl.split('?')[0] ?? '')) {
      next();
      return;
    }
    if (!keyForm.test(key)) {
      const errors = [{ location: 'header.Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters' }];
      throw new Problem('bad-request', 'The Idempotency-Key cannot be read.', { errors });
    }
    const { id } = await callerOf(request);
    if (request.get('content-type') !== undefined && request.is('application/json') === false) {
      // Such a body is a stream that the operation reads: whether it is the same one cannot be told before.
      const errors = [{ location: 'header.Idempotency-Key', message: 'goes with a body of JSON alone' }];
      throw new Problem('bad-request', 'This body cannot be kept under an Idempotency-Key.', { errors });
    }
    const secrets = [request.get('authorization') ?? sessionToken(request.get('cookie')) ?? '', key];
    const name = `${prefix}:${digest([id, key])}`;
    const mine = digest([request.method, request.originalUrl, request.body ?? null]);
    const taken = await reached(redis.set(name, JSON.stringify({ request: mine }), 'EX', underWaySeconds, 'NX'));
    if (taken !== 'OK') {
      const first = await reached(redis.get(name));
      replay(response, JSON.parse(first ?? JSON.stringify({ request: mine })) as Kept, mine, secrets);
      return;
    }
    keepAnswer(response, async (answer) => {
      const kept =
        answer && JSON.stringify({ request: mine, answer: seal(JSON.stringify(answer), secrets).toString('base64') });
      // The answer is given all the same; without Redis a second attempt is a first one again.
      await (kept ? redis.set(name, kept, 'EX', keptSeconds) : redis.del(name)).catch(() => undefined);
    });
    next();
  };
}

function replay(response: Response, { request, answer }: Kept, mine: string, secrets: readonly string[]): void {
  if (request !== mine) {
    throw new Problem('idempotency-conflict', 'This Idempotency-Key was used for another request.');
  }
  if (answer === undefined) {
    throw new Problem('conflict', 'The first request with this Idempotency-Key is still under way.', {
      retryAfterSeconds: 1,
    });
  }
  const { status, headers, body } = opened(answer, secrets);
  response.status(status).set(headers).set('Idempotency-Replayed', 'true').end(body);
}

function opened(answer: string, secrets: readonly string[]): Answer {
  try {
    return JSON.parse(unseal(Buffer.from(answer, 'base64'), secrets)) as Answer;
  } catch (cause) {
    const detail =
      'This Idempotency-Key was used in another session of the same person: what came of it is not told here.';
    throw new Problem('idempotency-conflict', detail, { cause });
  }
}

/** Calls `keep` with the answer before it is sent; with undefined when it is no success or too large to keep. */
function keepAnswer(response: Response, keep: (answer: Answer | undefined) => Promise<void>): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const collect = (chunk: unknown): void => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    size += chunk.length;
    if (size <= maxAnswer) chunks.push(Buffer.from(chunk as string));
  };
  const write = response.write.bind(response) as (...args: unknown[]) => boolean;
  const end = response.end.bind(response) as (...args: unknown[]) => Response;
  response.write = (...args: unknown[]) => {
    collect(args[0]);
    return write(...args);
  };
  response.end = ((...args: unknown[]) => {
    collect(args[0]);
    const isKept = response.statusCode < 300 && size <= maxAnswer;
    const headers = keptHeaders.flatMap((name) => {
      const value = response.getHeader(name);
      return value === undefined ? [] : [[name, String(value)]];
    });
    const body = Buffer.concat(chunks).toString();
    const answer = { status: response.statusCode, headers: Object.fromEntries(headers) as Answer['headers'], body };
    void keep(isKept ? answer : undefined).then(() => end(...args));
    return response;
  }) as Response['end'];
}

async function reached<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const detail = 'Redis is away: a write with an Idempotency-Key cannot be promised to count once now.';
    throw new Problem('unavailable', detail, { cause, retryAfterSeconds: 5 });
  }
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
