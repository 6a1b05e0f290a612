import type { operations, paths } from './generated/schema.js';

/** `list`: a GET whose pages are iterated over; `stream`: a GET that answers with server-sent events. */
type Kind = 'get' | 'list' | 'stream' | 'post' | 'put' | 'patch' | 'delete';

/**
 * Every operation of openapi.yaml, by its id: how it is called and where. Its types come from the specification; a test
 * holds this table against it.
 */
export const routes = {
  'correlation.due': 'get /v1/correlation/due',
  'correlation.get': 'get /v1/correlation',
  'correlation.repair': 'post /v1/correlation/repair',
  'correlation.run': 'post /v1/correlation/run',
  'correlation.verify': 'post /v1/correlation/verify',
  'detections.get': 'get /v1/detections/{detection_id}',
  'detections.list': 'list /v1/detections',
  'detections.triage': 'patch /v1/detections/{detection_id}',
  'detections.upsert': 'put /v1/detections',
  'events.sendHttp': 'post /v1/events/http',
  'events.sendTls': 'post /v1/events/tls',
  'features.list': 'list /v1/features',
  'jobs.get': 'get /v1/jobs/{id}',
  'jobs.list': 'list /v1/jobs',
  'keys.create': 'post /v1/keys',
  'keys.list': 'list /v1/keys',
  'keys.revoke': 'delete /v1/keys/{key_id}',
  'metrics.overview': 'get /v1/metrics/overview',
  'models.artifact': 'get /v1/models/{model_id}/artifact',
  'models.create': 'post /v1/models',
  'models.get': 'get /v1/models/{model_id}',
  'models.list': 'list /v1/models',
  'models.promote': 'post /v1/models/{model_id}/promote',
  'models.retrain': 'post /v1/models/retrain',
  'requests.get': 'get /v1/requests/{id}',
  'requests.search': 'list /v1/requests',
  'requests.stream': 'stream /v1/requests/stream',
  'scores.list': 'list /v1/scores',
  'scores.run': 'post /v1/scores/run',
  'scores.write': 'post /v1/scores',
  'session.get': 'get /v1/session',
  'session.login': 'post /v1/session',
  'session.logout': 'delete /v1/session',
  'status.get': 'get /v1/status',
} as const satisfies { [Id in keyof operations]?: `${Kind} ${keyof paths}` };

export type OperationId = keyof typeof routes;

/** How one operation is called. */
export interface Route {
  readonly kind: Kind;
  readonly method: string;
  readonly path: string;
}

/** Returns how to call an operation. */
export function routeOf(id: OperationId): Route {
  const [kind, path] = routes[id].split(' ') as [Kind, string];
  return { kind, path, method: kind === 'list' || kind === 'stream' ? 'GET' : kind.toUpperCase() };
}
