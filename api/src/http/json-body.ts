import type { IncomingMessage } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { Problem } from './problem.js';

/** Requests whose body escapes surrogates: the only way to write half a character in JSON. */
const escaped = new WeakSet<IncomingMessage>();

/** No operation takes more, and whoever walks through a much deeper body runs out of stack. */
const deepest = 64;

/** Methods that are called when an object is written as text, as validators do with what should have been a number. */
const hiding = ['toString', 'valueOf'];

/**
 * Reads JSON bodies of at most 16 MB. Half a surrogate pair is refused, as it is no text and no store takes it, and so is
 * what is nested too deep or hides a method of objects.
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
    check(request.body, escaped.has(request), 0);
    next();
  },
];

/** @param mayHoldHalves whether texts are looked at */
function check(value: unknown, mayHoldHalves: boolean, depth: number): void {
  if (typeof value === 'string') {
    if (mayHoldHalves) checkText(value);
  } else if (typeof value === 'object' && value !== null) {
    if (depth === deepest) throw new Problem('bad-request', `The body is nested more than ${deepest} deep.`);
    const hidden = hiding.find((name) => Object.hasOwn(value, name));
    if (hidden) throw new Problem('bad-request', `The body has a property ${hidden}, which nothing here has.`);
    if (mayHoldHalves) Object.keys(value).forEach(checkText);
    for (const inner of Object.values(value)) check(inner, mayHoldHalves, depth + 1);
  }
}

function checkText(text: string): void {
  if (!text.isWellFormed()) {
    throw new Problem('bad-request', 'The body holds half a surrogate pair, which is no character.');
  }
}
