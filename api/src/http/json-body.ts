import type { IncomingMessage } from 'node:http';
import express, { type Request, type RequestHandler } from 'express';
import type { Caller } from './caller.js';
import { otherCharset } from './errors.js';
import { Problem } from './problem.js';
import type { Scope } from './scopes.js';

/** Requests whose body escapes surrogates: the only way to write half a character in JSON. */
const escaped = new WeakSet<IncomingMessage>();

/** No operation takes more, and whoever walks through a much deeper body runs out of stack. */
const deepest = 64;
/** More than 5,000 labels, the most that anybody but workers sends. To say what is wrong with a value costs more than to read it. */
const mostValues = 6000;

/** Methods that are called when an object is written as text, as validators do with what should have been a number. */
const hiding = ['toString', 'valueOf'];

/** What reads its lines or its file itself, and refuses JSON. */
const otherOperations = /^(POST \/v1\/events|PUT \/v1\/reference-lists)\//i;
/** What is called before there is a caller. */
const openOperations = /^POST \/v1\/(session|sensors\/enrol)\/?$/i;
/** What workers write, which may be long, and the scope that it takes. */
const longOperations: readonly [operation: RegExp, scope: Scope][] = [
  [/^POST \/v1\/models(\/[^/]+\/drift)?\/?$/i, 'models:write'],
  [/^POST \/v1\/scores\/?$/i, 'scores:write'],
  [/^PUT \/v1\/detections\/?$/i, 'detections:write'],
  [/^PUT \/v1\/campaigns\/?$/i, 'campaigns:write'],
];

/** How much of a body is taken. Everybody waits while it is parsed and looked at. */
interface Limits {
  readonly read: RequestHandler;
  readonly values: number;
}
const open: Limits = { read: reader('16kb'), values: mostValues };
const usual: Limits = { read: reader('1mb'), values: mostValues };
const long: Limits = { read: reader('16mb'), values: Infinity };

/**
 * Reads JSON bodies, once it is known whose they are: at most 16 kB where nobody needs to be known, 1 MB, and 16 MB of what
 * workers write. Other charsets than UTF-8 are refused, half a surrogate pair, as it is no text and no store takes it, and
 * what is nested too deep, has too many values or hides a method of objects.
 *
 * @param callerOf who makes a request; what it throws is left to the operation to answer, or to its absence
 */
export function jsonBody(callerOf: (request: Request) => Promise<Pick<Caller, 'scopes'>>): RequestHandler {
  const limitsOf = async (request: Request): Promise<Limits | undefined> => {
    const operation = `${request.method} ${request.originalUrl.split('?')[0]}`;
    if (otherOperations.test(operation)) return undefined;
    if (openOperations.test(operation)) return open;
    const caller = await callerOf(request).catch(() => undefined);
    const scope = longOperations.find(([pattern]) => pattern.test(operation))?.[1];
    if (scope && caller?.scopes.includes(scope)) return long;
    return caller && usual;
  };
  return async (request, response, next) => {
    const limits = request.is('application/json') ? await limitsOf(request) : undefined;
    const error = limits && (await new Promise((resolve) => void limits.read(request, response, resolve)));
    if (limits && !error) check(request.body, { mayHoldHalves: escaped.has(request), left: limits.values }, 0);
    next(error);
  };
}

function reader(limit: string): RequestHandler {
  return express.json({
    limit,
    type: 'application/json',
    verify: (request, _response, bytes, charset) => {
      // Escapes are looked for in bytes, and other charsets write them otherwise.
      if (charset !== 'utf-8') throw new Problem('unsupported-media-type', otherCharset);
      if (bytes.includes('\\ud') || bytes.includes('\\uD')) escaped.add(request);
    },
  });
}

interface Walk {
  /** Whether texts are looked at. */
  readonly mayHoldHalves: boolean;
  /** Values that may still come. */
  left: number;
}

function check(value: unknown, walk: Walk, depth: number): void {
  if (walk.left-- === 0) throw new Problem('payload-too-large', `The body has more than ${mostValues} values.`);
  if (typeof value === 'string') {
    if (walk.mayHoldHalves) checkText(value);
  } else if (typeof value === 'object' && value !== null) {
    if (depth === deepest) throw new Problem('bad-request', `The body is nested more than ${deepest} deep.`);
    const hidden = hiding.find((name) => Object.hasOwn(value, name));
    if (hidden) throw new Problem('bad-request', `The body has a property ${hidden}, which nothing here has.`);
    if (walk.mayHoldHalves) Object.keys(value).forEach(checkText);
    for (const inner of Object.values(value)) check(inner, walk, depth + 1);
  }
}

function checkText(text: string): void {
  if (!text.isWellFormed()) {
    throw new Problem('bad-request', 'The body holds half a surrogate pair, which is no character.');
  }
}
