import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootDir } from './pages.js';

/** Returns openapi.yaml, read from the JSON that the build writes beside it. */
export function readSpecification(): unknown {
  return JSON.parse(readFileSync(join(rootDir, 'api/src/generated/openapi.json'), 'utf8'));
}

/** Returns what express calls the route of an operation, after its method: `GET /v1/requests/:id`. */
export function routeName(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
}
