import { routeName } from '../http/specification.js';

/** Reads of these families name people or addresses, so they are recorded like writes. */
const readTags = new Set(['requests', 'entities', 'investigations', 'exports', 'users', 'keys', 'audit']);
/** Writes of machines that keep a record of their own: `ingest_batches`, `sensor_heartbeats`, `http_logs.join_no`. */
const recordedElsewhere = new Set(['events.sendHttp', 'events.sendTls', 'sensors.heartbeat', 'correlation.run']);

interface Operation {
  operationId?: string;
  tags?: string[];
}

/** Returns the operations of the specification whose calls are recorded: name of the route to the operation id. */
export function auditedOperations(specification: object): Map<string, string> {
  const { paths } = specification as { paths: Record<string, Record<string, Operation>> };
  const found = new Map<string, string>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { operationId = '', tags = [] }] of Object.entries(methods)) {
      const isAudited = method === 'get' ? tags.some((tag) => readTags.has(tag)) : !recordedElsewhere.has(operationId);
      if (isAudited) found.set(routeName(method, path), operationId);
    }
  }
  return found;
}
