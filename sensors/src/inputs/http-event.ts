import { parseTimeUs } from '../sentinel/time.js';

/** An HTTP event as POST /v1/events/http takes it; the fields that the sensor itself touches are named. */
export interface HttpEvent {
  time: string;
  req_id?: string;
  conn_id?: string;
  [field: string]: unknown;
}

/** How the module's records of requests begin. */
const beginning = '{"kind":"request",';

/** @throws Error that says what is wrong with the record of a request */
export function checkRequest({ kind = 'request', time }: Record<string, unknown>): void {
  if (kind !== 'request') throw new Error(`kind ${JSON.stringify(kind)} is not a request`);
  if (typeof time !== 'string') throw new Error('time is missing');
  parseTimeUs(time);
}

/**
 * The HTTP event of an event as it is, or of a record of the Apache module (`"kind":"request"`) without what only the
 * socket carries (docs/mod_reqin_log.md).
 *
 * @throws Error that says what is wrong with the record
 */
export function httpEvent(record: Record<string, unknown>): HttpEvent {
  checkRequest(record);
  const { kind: _kind, raw_bytes: _raw, dropped: _dropped, ...fields } = record;
  return fields as HttpEvent;
}

/** {@link httpEvent} as JSON, cut out of the record's own text where that can be: to write it anew costs ten times as much. */
export function httpEventText(record: Record<string, unknown>, text: string): string {
  const hasMore = record.raw_bytes !== undefined || record.dropped !== undefined;
  if (hasMore || !text.startsWith(beginning)) return JSON.stringify(httpEvent(record));
  return `{${text.slice(beginning.length)}`;
}
