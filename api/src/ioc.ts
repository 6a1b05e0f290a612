import type { IocContainer } from '@tsoa/runtime';
import type { Request } from 'express';

/** Returns the container of the app that serves this request: tests run several apps in one process. */
export function iocContainer(request: unknown): IocContainer {
  return (request as Request).app.locals.container as IocContainer;
}
