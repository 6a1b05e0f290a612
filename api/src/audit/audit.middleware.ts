import type { NextFunction, Request, Response } from 'express';
import type { Clock } from '../context.js';
import type { AuthenticatedRequest } from '../http/caller.js';
import { blankEntry, type AuditLog } from './audit-log.js';
import type { AuditEntry } from './audit.types.js';

const notes = new WeakMap<Request, Partial<AuditEntry>>();

/** Says what the path of a call does not: what it made, whose login it was, who enrolled. */
export function auditNote(request: Request, note: Partial<AuditEntry>): void {
  notes.set(request, note);
}

/**
 * Records each call of an audited operation when its answer has ended. Calls that nobody could be named for are no acts of
 * anybody and are left out, but for failed logins; those are bounded by the throttle.
 */
export function audit(log: AuditLog, operations: ReadonlyMap<string, string>, clock: Clock) {
  return (request: Request, response: Response, next: NextFunction): void => {
    response.on('close', () => {
      const { user: caller, requestId } = request as Partial<AuthenticatedRequest>;
      const path = (request.route as { path?: string } | undefined)?.path ?? '';
      const operation = operations.get(`${request.method} ${path}`);
      const note = notes.get(request);
      const isNamed = caller !== undefined || (note !== undefined && response.statusCode !== 429);
      if (operation === undefined || !isNamed) return;
      log.add({
        ...blankEntry(),
        time: new Date(clock.now()).toISOString(),
        actor: caller?.id ?? '',
        actor_name: caller?.name ?? '',
        actor_kind: caller?.kind ?? 'person',
        operation,
        subject: idsIn(request.path, path),
        query: request.originalUrl.split('?')[1]?.slice(0, 2000) ?? '',
        outcome: response.headersSent ? response.statusCode : 0,
        address: request.ip?.replace(/^::ffff:/, '') ?? '',
        request_id: requestId ?? '',
        ...note,
      });
    });
    next();
  };
}

/** The parts of a path that stand where its route names a parameter. */
function idsIn(path: string, route: string): string {
  const parts = path.split('/');
  const ids = route.split('/').flatMap((name, at) => (name.startsWith(':') ? [parts[at] ?? ''] : []));
  const text = ids.join(' ').slice(0, 1000);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
