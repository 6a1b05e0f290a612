import { parseTimeUs } from '../sentinel/time.js';

/** An HTTP event as POST /v1/events/http takes it; the fields that the sensor itself touches are named. */
export interface HttpEvent {
  time: string;
  req_id?: string;
  conn_id?: string;
  [field: string]: unknown;
}

/**
 * The HTTP event of an event as it is, or of a record of the Apache module (`"kind":"request"`) without what only the
 * socket carries (docs/mod_reqin_log.md).
 *
 * @throws Error that says what is wrong with the record
 */
export function httpEvent(record: Record<string, unknown>): HttpEvent {
  const { kind = 'request', raw_bytes: _raw, dropped: _dropped, time, ...fields } = record;
  if (kind !== 'request') throw new Error(`kind ${JSON.stringify(kind)} is not a request`);
  if (typeof time !== 'string') throw new Error('time is missing');
  parseTimeUs(time);
  return { time, ...fields };
}
