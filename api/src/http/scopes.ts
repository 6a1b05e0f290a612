import type { Caller } from './caller.js';
import { Problem } from './problem.js';

/** What a caller may do. Each operation names the scopes it needs in the specification. */
export const scopes = [
  'events:write',
  'sensors:report',
  'sensors:read',
  'sensors:admin',
  'requests:read',
  'correlation:read',
  'correlation:run',
  'entities:read',
  'fingerprints:read',
  'fingerprints:write',
  'features:read',
  'scores:read',
  'scores:write',
  'detections:read',
  'detections:triage',
  'detections:write',
  'labels:read',
  'labels:write',
  'rules:read',
  'rules:write',
  'rules:evaluate',
  'decisions:read',
  'decisions:write',
  'searches:read',
  'searches:write',
  'webhooks:read',
  'webhooks:write',
  'campaigns:write',
  'models:read',
  'models:write',
  'lists:read',
  'lists:write',
  'jobs:read',
  'jobs:write',
  'status:read',
  'keys:admin',
  'users:admin',
  'audit:read',
  'privacy:admin',
] as const;
export type Scope = (typeof scopes)[number];

/** Kinds of API key: what the caller is, and with that the most it may do. */
export type KeyKind = 'sensor' | 'worker' | 'reader' | 'analyst' | 'admin' | 'bouncer';
/** Roles of people. */
export type Role = 'viewer' | 'analyst' | 'admin';

/** The audit says what colleagues read: for administrators alone. */
const read = scopes.filter((scope) => scope.endsWith(':read') && scope !== 'audit:read');

export const scopesOfKind: Record<KeyKind, readonly Scope[]> = {
  sensor: ['events:write', 'sensors:report'],
  worker: [
    ...read,
    'correlation:run',
    'scores:write',
    'detections:write',
    'detections:triage',
    'campaigns:write',
    'rules:evaluate',
    'models:write',
  ],
  reader: read,
  analyst: [
    ...read,
    'detections:triage',
    'labels:write',
    'rules:write',
    'decisions:write',
    'searches:write',
    'fingerprints:write',
    'jobs:write',
  ],
  admin: scopes,
  bouncer: ['decisions:read'],
};

export const scopesOfRole: Record<Role, readonly Scope[]> = {
  viewer: [...scopesOfKind.reader, 'searches:write'],
  analyst: scopesOfKind.analyst,
  admin: scopes.filter((scope) => !scopesOfKind.sensor.includes(scope)),
};

/**
 * Checks that a caller gives nobody more than it has: a key with narrower scopes than its kind must not make a wider one.
 * @throws Problem forbidden
 */
export function mustHold(
  { role, kind, scopes: held }: Pick<Caller, 'role' | 'kind' | 'scopes'>,
  given: readonly Scope[],
): void {
  const full = role ? scopesOfRole[role] : kind === 'person' ? [] : scopesOfKind[kind];
  const missing = given.filter((scope) => !held.includes(scope));
  if (full.length === held.length || missing.length === 0) return;
  throw new Problem('forbidden', `This caller cannot give what it lacks: ${missing.join(', ')}.`);
}
