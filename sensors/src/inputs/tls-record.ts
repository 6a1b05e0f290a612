import type { TlsEvent } from '../sentinel/event.js';
import { parseTimeUs } from '../sentinel/time.js';
import { portOf, textOf } from './record.js';

/**
 * The TLS event in a record of network.socket: as POST /v1/events/tls takes it. Here only that is looked at which the
 * sensor itself needs; the API checks the rest.
 *
 * @throws Error that says what is wrong with the record
 */
export function tlsRecord(record: Record<string, unknown>): TlsEvent {
  const { kind: _kind, ...fields } = record;
  parseTimeUs(textOf(record, 'time'));
  for (const name of ['src_ip', 'dst_ip', 'ja4']) textOf(record, name);
  for (const name of ['src_port', 'dst_port']) portOf(record, name);
  return { hello_hash: '', source: 'wire', ...fields } as unknown as TlsEvent;
}
