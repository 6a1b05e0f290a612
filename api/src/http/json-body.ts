import type { IncomingMessage } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { Problem } from './problem.js';

/** Requests whose body escapes surrogates: the only way to write half a character in JSON. */
const escaped = new WeakSet<IncomingMessage>();

/**
 * Reads JSON bodies of at most 16 MB. Half a surrogate pair is refused: it is no text, and no store takes it.
 */
export const jsonBody = [
  express.json({
    limit: '16mb',
    type: 'application/json',
    verify: (request, _response, bytes) => {
      if (bytes.includes('\\ud') || bytes.includes('\\uD')) escaped.add(request);
    },
  }),
  (request: Request, _response: Response, next: NextFunction): void => {
    if (escaped.has(request) && !isWellFormed(request.body)) {
      throw new Problem('bad-request', 'The body holds half a surrogate pair, which is no character.');
    }
    next();
  },
];

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => name.isWellFormed() && isWellFormed(inner));
}
