import { ValidateError } from '@tsoa/runtime';
import type { Request } from 'express';
import { routeName } from './specification.js';

interface Operation {
  readonly parameters?: readonly { in: string; name: string }[];
}

/** Returns the query parameters of each operation under /v1, by the name of its route. */
export function queryParameters(specification: object): Map<string, Set<string>> {
  const { paths } = specification as { paths: Record<string, Record<string, Operation>> };
  const found = new Map<string, Set<string>>();
  for (const [path, methods] of Object.entries(paths)) {
    // Elsewhere a foreign protocol grows.
    if (!path.startsWith('/v1/')) continue;
    for (const [method, { parameters = [] }] of Object.entries(methods)) {
      const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
      found.set(routeName(method, path), new Set(names));
    }
  }
  return found;
}

/**
 * Refuses a parameter that the operation of a request does not know: mistyped, it would be as if it were not there, and
 * the answer another one than was asked for. tsoa itself sees it only where a controller takes all of them as one object.
 *
 * @throws ValidateError that names each
 */
export function refuseUnknownParameters(request: Request): void {
  const known = (request.app.locals.queryParameters as ReturnType<typeof queryParameters>).get(
    routeName(request.method === 'HEAD' ? 'GET' : request.method, (request.route as { path: string }).path),
  );
  const unknown = known ? Object.keys(request.query).filter((name) => !known.has(name)) : [];
  if (unknown.length === 0) return;
  const fields = unknown.map((name) => [`query.${name}`, { message: 'is not known here' }] as const);
  throw new ValidateError(Object.fromEntries(fields), '');
}
