import type { Request, Response } from 'express';
import { sessionToken } from '../session/cookie.js';
import type { KeysService } from '../keys/keys.service.js';
import type { LastUses } from '../last-uses/last-uses.js';
import type { SessionService } from '../session/session.service.js';
import { neverTooHeavy } from '../store/errors.js';
import { sharedRead } from '../stream/shared-read.js';
import type { AuthenticatedRequest, Caller } from './caller.js';
import { Problem } from './problem.js';
import type { RateLimit } from './rate-limit.js';

/** What authentication needs of the app; held in `app.locals.authentication`. */
export interface Authentication {
  readonly keys: KeysService;
  readonly sessions: SessionService;
  readonly lastUses: LastUses;
  readonly limit: RateLimit;
}

/** How long an answer that goes on trusts what the store said of its session. */
const sessionKnownMs = 5000;

/**
 * Called by the generated routes for each way of authentication that an operation names; returns the caller when it
 * fits. Where an operation accepts both ways the routes answer with the error of the last one, so what is wrong with
 * the credentials is checked before the way.
 *
 * @throws Problem unauthorized or forbidden
 */
export async function expressAuthentication(request: Request, scheme: string, wanted: string[] = []): Promise<Caller> {
  const caller = await callerOf(request);
  const authenticated = request as AuthenticatedRequest;
  // Known although it may not do this: the audit names who tried.
  authenticated.user = caller;
  mustBeLetIn(caller, scheme, wanted);
  const isLetIn = (): Promise<boolean> => wouldBeLetIn(request, scheme, wanted);
  // A key is looked up in memory, a session in the store.
  authenticated.isStillLetIn = caller.kind === 'person' ? sharedRead(isLetIn, sessionKnownMs) : isLetIn;
  return caller;
}

/** @throws Problem forbidden */
function mustBeLetIn(caller: Caller, scheme: string, wanted: readonly string[]): void {
  if (caller.mustChangePassword && wanted.length > 0) {
    throw new Problem(
      'forbidden',
      'This password was set by somebody else: change it first (PUT /v1/session/password).',
    );
  }
  const missing = wanted.filter((scope) => !caller.scopes.some((has) => has === scope));
  if (missing.length) throw new Problem('forbidden', `This caller lacks the scope ${missing.join(', ')}.`);
  if ((caller.kind === 'person') !== (scheme === 'session')) {
    throw new Problem('forbidden', `This operation is not for ${caller.kind === 'person' ? 'people' : 'API keys'}.`);
  }
}

async function wouldBeLetIn(request: Request, scheme: string, wanted: readonly string[]): Promise<boolean> {
  try {
    mustBeLetIn(await lookedUp(request), scheme, wanted);
    return true;
  } catch (error) {
    if (error instanceof Problem && (error.code === 'unauthorized' || error.code === 'forbidden')) return false;
    throw error;
  }
}

const callers = new WeakMap<Request, Promise<Caller>>();

/**
 * Returns who makes the request: one look-up and one count of its rate, however often it is asked.
 * @throws Problem unauthorized or too-many-requests
 */
export function callerOf(request: Request): Promise<Caller> {
  let caller = callers.get(request);
  if (!caller) {
    caller = counted(request);
    callers.set(request, caller);
  }
  return caller;
}

async function counted(request: Request): Promise<Caller> {
  const { lastUses, limit } = request.app.locals.authentication as Authentication;
  try {
    const caller = await lookedUp(request);
    lastUses.note(caller.id, request.ip ?? '');
    if (!ownProcesses.has(caller.kind)) limit.take(`${caller.kind} ${caller.id}`, request.res as Response);
    return caller;
  } catch (error) {
    const isUnknown = error instanceof Problem && error.code === 'unauthorized';
    if (isUnknown) limit.take(`address ${request.ip}`, request.res as Response);
    throw error;
  }
}

function lookedUp(request: Request): Promise<Caller> {
  const { keys, sessions } = request.app.locals.authentication as Authentication;
  const key = keyOf(request);
  return neverTooHeavy(key !== undefined ? byKey(keys, key) : bySession(sessions, request));
}

/** Bouncers of CrowdSec have a header, and a path, of their own. */
function keyOf(request: Request): string | undefined {
  if (request.path.startsWith('/crowdsec/')) return request.get('x-api-key') ?? '';
  return /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
}

/** Held back by what they work on: the backlog of ingest, the queues. */
const ownProcesses = new Set<Caller['kind']>(['sensor', 'worker']);

async function byKey(keys: KeysService, key: string): Promise<Caller> {
  const caller = await keys.authenticate(key);
  if (!caller) throw new Problem('unauthorized', 'The API key is unknown, expired or revoked.');
  return caller;
}

async function bySession(sessions: SessionService, request: Request): Promise<Caller> {
  const token = sessionToken(request.get('cookie'));
  const caller = token === undefined ? undefined : await sessions.authenticate(token);
  if (!caller) throw new Problem('unauthorized', 'Send an API key (Authorization: Bearer) or sign in.');
  const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
  if (isWrite && !isOwnOrigin(request)) throw new Problem('forbidden', 'The Origin of this request is another site.');
  return caller;
}

/** A cookie travels by itself, so a write must come from a page of this very host. */
function isOwnOrigin(request: Request): boolean {
  const origin = request.get('origin');
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host;
}
