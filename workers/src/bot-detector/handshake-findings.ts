import type { Client, HandshakeRow, NewFinding } from '../api-types.js';
import type { HourRange } from './changed-hours.js';
import { handshakesWithoutRequests } from './evidence/handshakes-without-requests.js';
import { reasonsOf } from './evidence/index.js';
import { keyOf, risk } from './findings.js';
import { hourStart } from './hours.js';
import { PAGE_ROWS } from './read-clean.js';

/**
 * What is found of clients that have no row of features, since they asked for nothing: one finding for each address and host.
 * Only hours that have ended are looked at: requests come to the store after their handshakes.
 */
export async function handshakeFindings(client: Client, range: HourRange, now: number): Promise<NewFinding[]> {
  const to = hourStart(Math.min(Date.parse(range.to), now));
  const findings = new Map<string, NewFinding>();
  if (Date.parse(range.from) >= Date.parse(to)) return [];
  for await (const row of client.features.handshakes({ from: range.from, to, limit: PAGE_ROWS })) {
    const finding = findingOf(row, findings.get(handshakesKeyOf(row)));
    findings.set(finding.key, finding);
  }
  return [...findings.values()];
}

/** Of a kind of its own: what is known of the requests of an address is not replaced by what is known of its handshakes. */
const handshakesKeyOf = ({ client_ip, host }: HandshakeRow): string =>
  `${keyOf('evidence', client_ip, host)}|handshakes`;

function findingOf(row: HandshakeRow, before: NewFinding | undefined): NewFinding {
  const { hour, client_ip, host, ja4, requests, first_seen, last_seen } = row;
  const reasons = reasonsOf([handshakesWithoutRequests], row);
  return {
    ...{ key: handshakesKeyOf(row), kind: 'evidence', client_ip, host, ja4, last_seen, reasons },
    // Rows come in the order of their hours.
    first_seen: before?.first_seen ?? first_seen,
    requests: requests + (before?.requests ?? 0),
    requests_by_hour: { ...before?.requests_by_hour, [hour]: requests },
    score: risk(reasons),
    level: handshakesWithoutRequests.severity,
    model_id: null,
  };
}
