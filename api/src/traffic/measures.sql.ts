import type { Attribute } from './traffic.types.js';
import { attributeColumns } from './attributes.js';

/** SQL of `requests`, first and last time, and answers by class, for a group of `http_logs AS t`. */
export const requestMeasures = `count() AS requests, min(t.time) AS first_seen, max(t.time) AS last_seen,
  ${statusClasses()}`;

/** SQL of the answers by class. */
export function statusClasses(): string {
  return [2, 3, 4, 5].map((digit) => `countIf(intDiv(t.status, 100) = ${digit}) AS status_${digit}xx`).join(', ');
}

/** SQL of how many different values of an attribute the requests of a group have. */
export function distinctOf(attribute: Attribute): string {
  const { column, isPresent } = attributeColumns[attribute];
  return isPresent === '1' ? `uniq(${column})` : `uniqIf(${column}, ${isPresent})`;
}

/** SQL of the share of requests by TLS whose handshake is known; NULL without any. */
export const correlatedShare = `if(countIf(t.scheme = 'https') = 0, NULL, countIf(t.correlated) / countIf(t.scheme = 'https'))`;
