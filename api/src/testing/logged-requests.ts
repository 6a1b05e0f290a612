import { exampleRequest } from '../requests/requests.example.js';
import type { LoggedRequest } from '../requests/requests.types.js';
import type { Store } from '../store/store.js';

/** A correlated request of 2026-11-22T14:03 with what a test needs otherwise. */
export function loggedRequest(seq: number, different: Partial<LoggedRequest> = {}): LoggedRequest {
  const request = { ...exampleRequest, seq, ...different };
  return { ...request, id: `${request.batch_id}-${request.seq}` };
}

/** Columns of a handshake, empty: for a request that came without one. */
export const withoutHandshake: Partial<LoggedRequest> = {
  correlated: false,
  orphan_side: 'http',
  orphan_reason: 'no_handshake',
  ...(Object.fromEntries(
    ['tls_time', 'transport', 'hello_index', 'hello_hash', 'ja4', 'ja3_hash', 'tls_version', 'tls_sni', 'tls_source']
      .concat(['ip_meta_ttl', 'ip_meta_df', 'ip_meta_id', 'ip_meta_total_length', 'segments', 'prologue'])
      .concat(['tcp_meta_window_size', 'tcp_meta_mss', 'tcp_meta_window_scale', 'tcp_meta_options'])
      .map((column) => [column, null]),
  ) as Partial<LoggedRequest>),
  syn_to_clienthello_ms: null,
  tls_alpn: [],
};

/** Requests of five hours with 151 values of a column: `b` is the most frequent of all, and the least of each hour. */
export function withManyValues(column: 'user_agent' | 'ja4', different: Partial<LoggedRequest>): LoggedRequest[] {
  const values = Array.from({ length: 5 }, (_, hour) => {
    const others = Array.from({ length: 30 }, (_, index) => Array<string>(3).fill(`a${hour}-${index}`)).flat();
    return ['b', ...others].map((value) => ({ [column]: value, time: `2026-11-22T0${hour}:00:00.000000Z` }));
  }).flat();
  return values.map((value, index) => loggedRequest(5000 + index, { ...different, ...value }));
}

/** Writes requests into `http_logs`, and by its view into the aggregate. */
export async function insertRequests(store: Store, requests: readonly LoggedRequest[]): Promise<void> {
  await store.insert(
    'test',
    'http_logs',
    requests.map(({ id, ...columns }) => columns),
  );
}
