import { Problem } from '../http/problem.js';

/** The problem of a Last-Event-ID that this stream never sent. */
export function invalidEventId(): Problem {
  const errors = [{ location: 'header.Last-Event-ID', message: 'is not the id of an event of this stream' }];
  return new Problem('bad-request', 'Last-Event-ID is not the id of an event of this stream.', { errors });
}
