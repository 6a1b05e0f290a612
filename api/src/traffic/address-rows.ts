import type { TimeRange } from '../http/time-range.js';
import { rowsOfHours, rowsOfRange, type RowsOfRange } from '../store/days.js';

const columns = `client_ip, hour, ja4, user_agent, tcp_fingerprint, first_seen, last_seen, requests, not_found, refused,
  server_errors, posts, login_posts, sensitive_paths, browser_like, bytes_out`;
/** The tables of addresses. */
export const addressTables = {
  hours: 'agg_host_ip_ja4_1h',
  days: 'agg_ip_1d',
  columnsOfHours: `${columns}, toUInt32(1) AS hours_seen, if(h.correlated, h.requests, 0) AS correlated,
    initializeAggregation('uniqCombinedState(12)', cityHash64(h.host)) AS hosts`,
  columnsOfDays: `${columns}, hours_seen, correlated, hosts`,
};

/** In how many hours rows of an address came. */
export const activeHours =
  'uniqExactArray(arrayMap(bit -> toUnixTimestamp(t.hour) + bit * 3600, bitPositionsToArray(t.hours_seen)))';

/** Returns the rows of addresses, each with its JA4, User-Agents and SYNs; `host` narrows them to one, where days do not tell hosts apart. */
export function addressRows(range: TimeRange, host?: string): Pick<RowsOfRange, 'from' | 'conditions'> {
  if (host === undefined) return rowsOfRange(addressTables, range);
  const { hours, columnsOfHours } = addressTables;
  const { from, conditions } = rowsOfHours({ hours, columnsOfHours: `${columnsOfHours}, h.host AS host` }, range);
  return { from, conditions: conditions.equal('host', 'String', host) };
}
