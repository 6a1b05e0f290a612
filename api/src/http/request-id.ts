import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

/** Gives every request an id, echoed as X-Request-Id and named in every problem and log line. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get('x-request-id');
  const id = given && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
  Object.assign(request, { requestId: id });
  response.setHeader('X-Request-Id', id);
  next();
}
