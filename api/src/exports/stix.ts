import { isIPv4 } from 'node:net';
import { v5 as uuidV5 } from 'uuid';
import type { Detection } from '../detections/detections.types.js';

/** Namespace of the ids of observables: STIX 2.1 section 2.9. */
const observableNamespace = '00abedb4-aa42-466c-9c01-fed23315a9b7';
const namespace = uuidV5('https://ja4-platform/stix', uuidV5.URL);
const identityId = `identity--${uuidV5('ja4-platform', namespace)}`;

/** The object that the others name as their author. */
const identity = {
  type: 'identity',
  spec_version: '2.1',
  id: identityId,
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name: 'ja4-platform',
  identity_class: 'system',
};

/** Yields a STIX 2.1 bundle piece by piece: each detection is an indicator, and a sighting of it with what was observed. */
export async function* stixBundle(bundleId: string, detections: AsyncIterable<Detection>): AsyncGenerator<string> {
  yield `{"type":"bundle","id":"bundle--${bundleId}","objects":[${JSON.stringify(identity)}`;
  const known = new Set<string>();
  for await (const detection of detections) {
    for (const object of objectsOf(detection)) {
      // An address with several detections is one observable. Past the bound it stands there again, which STIX allows.
      if (object.type.endsWith('-addr')) {
        if (known.has(object.id)) continue;
        if (known.size < 100_000) known.add(object.id);
      }
      yield `,${JSON.stringify(object)}`;
    }
  }
  yield ']}\n';
}

interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

/** Returns the STIX objects of one detection. */
export function objectsOf(detection: Detection): StixObject[] {
  const { client_ip, host, reasons, detection_id } = detection;
  const type = isIPv4(client_ip) ? 'ipv4-addr' : 'ipv6-addr';
  const addressId = `${type}--${uuidV5(JSON.stringify({ value: client_ip }), observableNamespace)}`;
  const common = {
    spec_version: '2.1',
    created_by_ref: identityId,
    created: milliseconds(detection.created_at),
    modified: milliseconds(detection.updated_at),
  };
  const idOf = (kind: string): string => `${kind}--${uuidV5(detection_id, uuidV5(kind, namespace))}`;
  const count = Math.min(Math.max(detection.requests, 1), 999_999_999);
  const seen = { first: milliseconds(detection.first_seen), last: milliseconds(detection.last_seen) };
  return [
    { type, spec_version: '2.1', id: addressId, value: client_ip },
    {
      type: 'indicator',
      id: idOf('indicator'),
      ...common,
      name: `${reasons[0]?.key ?? detection.kind} by ${client_ip}${host && ` on ${host}`}`,
      description: reasons.map(({ detail }) => detail).join('; '),
      indicator_types: [detection.kind === 'anomaly' ? 'anomalous-activity' : 'malicious-activity'],
      pattern: `[${type}:value = '${client_ip}']`,
      pattern_type: 'stix',
      ...validity(detection),
      confidence: Math.round(detection.score * 100),
      labels: [...new Set([`level:${detection.level}`, ...reasons.map(({ key }) => key)])],
      external_references: [{ source_name: 'ja4-platform', external_id: detection_id }],
    },
    {
      type: 'observed-data',
      id: idOf('observed-data'),
      ...common,
      first_observed: seen.first,
      last_observed: seen.last,
      number_observed: count,
      object_refs: [addressId],
    },
    {
      type: 'sighting',
      id: idOf('sighting'),
      ...common,
      first_seen: seen.first,
      last_seen: seen.last,
      count,
      sighting_of_ref: idOf('indicator'),
      observed_data_refs: [idOf('observed-data')],
      where_sighted_refs: [identityId],
    },
  ];
}

/**
 * What is closed or suppressed has an end, and none when it is opened again: `revoked` would stand for ever (STIX 2.1
 * section 3.6). The end must be later than the beginning (section 4.7.1).
 */
function validity({ first_seen, verdict, closed_at }: Detection): Record<string, string> {
  const valid_from = milliseconds(first_seen);
  // What is suppressed was never to be acted on, however often it is seen again.
  const end = verdict === 'suppressed' ? valid_from : closed_at;
  if (end === null) return { valid_from };
  return { valid_from, valid_until: new Date(Math.max(Date.parse(end), Date.parse(valid_from) + 1)).toISOString() };
}

/** STIX asks for milliseconds in `created` and `modified`; elsewhere they do no harm. */
function milliseconds(time: string): string {
  return new Date(time).toISOString();
}
