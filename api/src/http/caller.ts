import type { Request } from 'express';
import type { KeyKind, Role, Scope } from './scopes.js';

/** Who makes a request: an API key or a person with a session. */
export interface Caller {
  /** Identifier of the key or person. */
  readonly id: string;
  readonly name: string;
  readonly kind: KeyKind | 'person';
  readonly role?: Role;
  readonly scopes: readonly Scope[];
  /** Only keys of kind sensor: stamped on every event that the key sends. */
  readonly sensorId?: string;
  /** Only people: hash of their session token, so that logout ends this session. */
  readonly sessionHash?: string;
  /** Only people: when their session ends. */
  readonly sessionEndsAt?: string;
  /** Only people: their password was set by somebody else. */
  readonly mustChangePassword?: boolean;
}

/** An express request after {@link expressAuthentication}; tsoa stores what that returns in `user`. */
export interface AuthenticatedRequest extends Request {
  user: Caller;
  requestId: string;
  /** Looks the caller up again; false when it would not be let in any more. For answers that go on for long. */
  isStillLetIn(): Promise<boolean>;
}
