import type { IocContainer } from '@tsoa/runtime';
import type { Context } from './context.js';
import type { Authentication } from './http/authentication.js';
import { KeysController } from './keys/keys.controller.js';
import { KeysRepository } from './keys/keys.repository.js';
import { KeysService } from './keys/keys.service.js';
import { SessionController } from './session/session.controller.js';
import { SessionRepository } from './session/session.repository.js';
import { SessionService } from './session/session.service.js';
import { StatusController } from './status/status.controller.js';
import { StatusRepository } from './status/status.repository.js';
import { StatusService } from './status/status.service.js';

/**
 * Wires repositories to services to controllers, once an app. A controller holds the status and headers of one answer,
 * so each request gets its own.
 */
export function createContainer(context: Context): { container: IocContainer; authentication: Authentication } {
  const { store, clock } = context;
  const keys = new KeysService(new KeysRepository(store), clock);
  const sessions = new SessionService(new SessionRepository(store), clock);
  const status = new StatusService(new StatusRepository(store), context);

  const controllers = new Map<unknown, () => unknown>([
    [KeysController, () => new KeysController(keys)],
    [SessionController, () => new SessionController(sessions)],
    [StatusController, () => new StatusController(status)],
  ]);
  const container: IocContainer = {
    get<T>(controller: unknown): T {
      const create = controllers.get(controller);
      if (!create) throw new Error(`no wiring for ${String(controller)}`);
      return create() as T;
    },
  };
  return { container, authentication: { keys, sessions } };
}
