import type { Schemas } from '../types.js';

/** Clients choose hosts and paths: what would move the cursor of a terminal is shown as a replacement. */
export function columns(...values: (string | number)[]): string {
  return values.join('  ').replace(/\p{Cc}/gu, '\uFFFD');
}

export function requestLine(item: Schemas['LoggedRequest']): string {
  const handshake = item.ja4 ?? item.orphan_reason;
  return columns(item.time, item.client_ip, item.status, item.method, item.host + item.path, handshake);
}

export function detectionLine(item: Schemas['Detection']): string {
  const reasons = item.reasons.map(({ detail }) => detail).join('; ');
  return columns(item.last_seen, item.level, item.status, item.client_ip, item.host, reasons);
}

export function jobLine({ created_at, id, name, state, progress, progress_text }: Schemas['Job']): string {
  return columns(created_at, id, name, state, `${Math.round(progress * 100)} %`, progress_text ?? '');
}
