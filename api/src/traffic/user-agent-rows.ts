import type { TimeRange } from '../http/time-range.js';
import { rowsOfHours, rowsOfRange, type RowsOfRange } from '../store/days.js';

const columns = 'hour, user_agent, ja4, header_order_hash, first_seen, last_seen, requests';
const tables = {
  hours: 'agg_host_ip_ja4_1h',
  days: 'agg_user_agent_1d',
  columnsOfHours: `${columns}, initializeAggregation('uniqCombinedState(12)', cityHash64(h.client_ip)) AS addresses`,
  columnsOfDays: `${columns}, addresses`,
};

/** Rows of User-Agents, and how their addresses are counted. */
type UserAgentRows = Pick<RowsOfRange, 'from' | 'conditions'> & { readonly ips: string };

/** Returns which User-Agents came in a range, with which JA4 and order of headers. */
export function userAgentRows(range: TimeRange): UserAgentRows {
  const { from, conditions, hasDays } = rowsOfRange(tables, range);
  return hasDays ? { from, conditions, ips: 'uniqCombinedMerge(12)(t.addresses)' } : userAgentHours(range);
}

/** Returns the same for each address and host. */
export function userAgentHours(range: TimeRange): UserAgentRows {
  const { from, conditions } = rowsOfHours({ hours: tables.hours }, range);
  return { from, conditions, ips: 'uniqCombined(12)(cityHash64(t.client_ip))' };
}
