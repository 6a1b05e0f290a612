import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { collectDefaultMetrics } from 'prom-client';
import type { AuditLog } from './audit/audit-log.js';
import { audit } from './audit/audit.middleware.js';
import { auditedOperations } from './audit/audited.js';
import { createContainer } from './container.js';
import type { Context } from './context.js';
import { RegisterRoutes } from './generated/routes.js';
import { healthRoutes, type Readiness } from './health/health.js';
import { nameArraysWhole } from './http/array-names.js';
import { callerOf, type Authentication } from './http/authentication.js';
import { notFound, problemHandler } from './http/errors.js';
import { headAlone } from './http/head.js';
import { idempotency } from './http/idempotency.js';
import { jsonBody } from './http/json-body.js';
import { longLists } from './http/long-lists.js';
import { dashboard, documents, rootDir, securityHeaders } from './http/pages.js';
import { takePlainNumbers } from './http/plain-numbers.js';
import { queryParameters } from './http/query-parameters.js';
import type { ApiDocument } from './reference/reference-page.js';
import { requestId } from './http/request-id.js';
import { readSpecification } from './http/specification.js';
import type { StreamService } from './stream/stream.service.js';
import type { UsersService } from './users/users.service.js';

/** One API: its express app, what was wired into it, and whether it wants more requests. */
export interface App {
  readonly express: Express;
  readonly authentication: Authentication;
  readonly readiness: Readiness;
  /** Clients that follow requests; they would hold up the closing of the server. */
  readonly streams: StreamService;
  readonly users: UsersService;
  readonly auditLog: AuditLog;
  /** Writes what was kept in memory; after it nobody may call the app any more. */
  readonly close: () => Promise<void>;
  /** Imports the lists that come with the installation. */
  readonly importDefaultLists: () => Promise<void>;
  /** Fills the aggregates that a migration made anew. */
  readonly fillAggregates: () => Promise<void>;
}

/** Builds the API on what the process shares; listens nowhere yet. */
export function createApp(context: Context): App {
  nameArraysWhole();
  takePlainNumbers();
  const app = express();
  const { container, ...wired } = createContainer(context);
  app.locals.container = container;
  app.locals.authentication = wired.authentication;
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', context.settings.JA4_TRUSTED_PROXIES ?? false);

  const readiness: Readiness = { isDraining: false, check: () => context.store.ping() };
  collectDefaultMetrics({ register: context.metrics });
  const uiDir = join(rootDir, 'ui', 'build');
  const ui = existsSync(join(uiDir, 'index.html')) ? dashboard(uiDir) : undefined;
  const specification = readSpecification() as ApiDocument;
  app.locals.queryParameters = queryParameters(specification);

  app.use(requestId, headAlone, securityHeaders(ui?.scriptHashes ?? []));
  app.use(healthRoutes(readiness, context.metrics));
  app.use(documents(specification));
  app.use('/v1', audit(wired.auditLog, auditedOperations(specification), context.clock));
  app.use('/v1', jsonBody(callerOf), longLists);
  app.use('/v1', idempotency(context.redis, `${context.store.database}:idempotency`));
  RegisterRoutes(app);
  if (ui) app.use(ui.router);
  app.use(notFound, problemHandler(context.logger));
  return { express: app, readiness, ...wired };
}
