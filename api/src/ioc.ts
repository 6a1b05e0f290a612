import type { IocContainer } from '@tsoa/runtime';
import type { Request } from 'express';
import { refuseUnknownParameters } from './http/query-parameters.js';

/**
 * Returns the container of the app that serves this request: tests run several apps in one process. tsoa asks for it
 * before it calls any controller, when the route and the caller are known: the place for what holds for every operation.
 *
 * @throws ValidateError when a query parameter is unknown
 */
export function iocContainer(request: unknown): IocContainer {
  refuseUnknownParameters(request as Request);
  return (request as Request).app.locals.container as IocContainer;
}
