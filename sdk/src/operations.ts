import type { operations, paths } from './generated/schema.js';

/** `list`: a GET whose pages are iterated over; `stream`: a GET that answers with server-sent events. */
type Kind = 'get' | 'list' | 'stream' | 'post' | 'put' | 'patch' | 'delete';

/**
 * Every operation of openapi.yaml, by its id: how it is called and where. Its types come from the specification; a test
 * holds this table against it.
 */
export const routes = {
  'attributes.list': 'list /v1/attributes',
  'attributes.values': 'list /v1/attributes/{attribute}/values',
  'bruteforce.attackers': 'list /v1/bruteforce/attackers',
  'bruteforce.targets': 'list /v1/bruteforce/targets',
  'bruteforce.timeline': 'get /v1/bruteforce/timeline',
  'compare.traffic': 'post /v1/compare',
  'correlation.due': 'get /v1/correlation/due',
  'correlation.get': 'get /v1/correlation',
  'correlation.repair': 'post /v1/correlation/repair',
  'correlation.run': 'post /v1/correlation/run',
  'correlation.verify': 'post /v1/correlation/verify',
  'detections.get': 'get /v1/detections/{detection_id}',
  'detections.list': 'list /v1/detections',
  'detections.triage': 'patch /v1/detections/{detection_id}',
  'detections.upsert': 'put /v1/detections',
  'entities.baseline': 'get /v1/entities/{type}/{value}/baseline',
  'entities.get': 'get /v1/entities/{type}/{value}',
  'entities.list': 'list /v1/entities/{type}',
  'entities.related': 'get /v1/entities/{type}/{value}/related',
  'entities.timeline': 'get /v1/entities/{type}/{value}/timeline',
  'events.sendHttp': 'post /v1/events/http',
  'events.sendTls': 'post /v1/events/tls',
  'features.list': 'list /v1/features',
  'fingerprints.decode': 'get /v1/fingerprints/decode',
  'fingerprints.demote': 'delete /v1/fingerprints/{ja4}/client',
  'fingerprints.get': 'get /v1/fingerprints/{ja4}',
  'fingerprints.clients': 'list /v1/fingerprints/clients',
  'fingerprints.list': 'list /v1/fingerprints',
  'fingerprints.promote': 'put /v1/fingerprints/{ja4}/client',
  'headerFingerprints.list': 'list /v1/header-fingerprints',
  'heatmap.get': 'get /v1/heatmap',
  'investigations.summary': 'get /v1/investigations/{client_ip}/summary',
  'jobs.get': 'get /v1/jobs/{id}',
  'jobs.list': 'list /v1/jobs',
  'keys.create': 'post /v1/keys',
  'keys.list': 'list /v1/keys',
  'keys.revoke': 'delete /v1/keys/{key_id}',
  'metrics.overview': 'get /v1/metrics/overview',
  'metrics.timeline': 'get /v1/metrics/timeline',
  'models.artifact': 'get /v1/models/{model_id}/artifact',
  'models.create': 'post /v1/models',
  'models.get': 'get /v1/models/{model_id}',
  'models.list': 'list /v1/models',
  'models.promote': 'post /v1/models/{model_id}/promote',
  'models.retrain': 'post /v1/models/retrain',
  'referenceLists.import': 'put /v1/reference-lists/{list}',
  'referenceLists.list': 'list /v1/reference-lists',
  'referenceLists.lookup': 'get /v1/reference-lists/lookup',
  'referenceLists.remove': 'delete /v1/reference-lists/{list}',
  'requests.get': 'get /v1/requests/{id}',
  'requests.search': 'list /v1/requests',
  'requests.stream': 'stream /v1/requests/stream',
  'rotation.list': 'list /v1/rotation',
  'rotation.persistent': 'list /v1/rotation/persistent',
  'scores.list': 'list /v1/scores',
  'scores.run': 'post /v1/scores/run',
  'scores.write': 'post /v1/scores',
  'sensors.configuration': 'get /v1/sensors/{sensor_id}/config',
  'sensors.configure': 'put /v1/sensors/{sensor_id}/config',
  'sensors.counters': 'get /v1/sensors/{sensor_id}/counters',
  'sensors.createToken': 'post /v1/sensor-tokens',
  'sensors.deleteToken': 'delete /v1/sensor-tokens/{token_id}',
  'sensors.enrol': 'post /v1/sensors/enrol',
  'sensors.get': 'get /v1/sensors/{sensor_id}',
  'sensors.heartbeat': 'post /v1/sensors/heartbeat',
  'sensors.list': 'list /v1/sensors',
  'sensors.listTokens': 'list /v1/sensor-tokens',
  'sensors.revoke': 'delete /v1/sensors/{sensor_id}',
  'sensors.rotate': 'post /v1/sensors/{sensor_id}/rotate',
  'session.get': 'get /v1/session',
  'session.login': 'post /v1/session',
  'session.logout': 'delete /v1/session',
  'status.get': 'get /v1/status',
  'tcpFingerprints.list': 'list /v1/tcp-fingerprints',
  'tcpFingerprints.mismatches': 'list /v1/tcp-fingerprints/mismatches',
  'userAgents.list': 'list /v1/user-agents',
  'variability.list': 'list /v1/variability/{attribute}',
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
