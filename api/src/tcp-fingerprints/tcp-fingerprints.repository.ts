import type { TimeRange } from '../http/time-range.js';
import { addressText } from '../store/address.js';
import type { Conditions } from '../store/conditions.js';
import { hoursOf } from '../store/days.js';
import { GroupQuery } from '../store/groups.js';
import type { Store } from '../store/store.js';
import { addressRows } from '../traffic/address-rows.js';
import { isSyn, synOfFingerprint, synPart } from '../traffic/tcp-stack.sql.js';
import { osOf, topFive } from '../traffic/user-agent.sql.js';
import type { TcpFingerprint, TcpFingerprintSearch, TcpMismatch, TcpMismatchSearch } from './tcp-fingerprints.types.js';

const { stack, contradicts, named } = synOfFingerprint;
const requests = 'sum(t.requests)';
const mismatches = `sumIf(t.requests, ${contradicts})`;
const lastSeen = 'toUnixTimestamp64Micro(max(t.last_seen))';
const mismatchOrders = { '-mismatches': requests, '-last_seen': lastSeen } as const;
const fingerprints = 'agg_tcp_fingerprint_1h AS t';

export class TcpFingerprintsRepository {
  constructor(private readonly store: Store) {}

  list({ sort = '-requests', ...search }: TcpFingerprintSearch, range: TimeRange): GroupQuery<TcpFingerprint> {
    // What is narrowed to a host or an address is read from what each client did.
    const isNarrow = search.host !== undefined || search.client_ip !== undefined;
    const { from, conditions } = isNarrow
      ? clientRows(search, range)
      : { from: fingerprints, conditions: hoursOf(range).add(isSyn) };
    const ips = isNarrow ? 'uniqCombined(12)(cityHash64(t.client_ip))' : 'uniqCombinedMerge(12)(t.addresses)';
    const orders = { '-requests': requests, '-ips': ips, '-mismatches': mismatches, '-last_seen': lastSeen } as const;
    return new GroupQuery(this.store, 'tcpFingerprints.list', {
      from,
      conditions: withStack(conditions, search.stack),
      key: 't.tcp_fingerprint',
      type: 'String',
      order: orders[sort],
      direction: 'DESC',
      columns: `g AS fingerprint, any(${stack}) AS stack, toUInt8(any(${synPart(1)})) AS initial_ttl,
        toUInt16OrNull(any(${synPart(2)})) AS window_size, toUInt16OrNull(any(${synPart(3)})) AS mss,
        toUInt8OrNull(any(${synPart(4)})) AS window_scale, any(${synPart(5)}) AS options, ${requests} AS requests, ${ips} AS ips,
        ${mismatches} AS mismatches, ${topFive(osOf('t.user_agent'))} AS claimed,
        min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen`,
    });
  }

  mismatches({ sort = '-mismatches', ...search }: TcpMismatchSearch, range: TimeRange): GroupQuery<TcpMismatch> {
    const { from, conditions } = clientRows(search, range);
    const seen = withStack(hoursOf(range).add(isSyn), search.stack);
    // Asked once of each text that there is: of every row it took three times as long.
    const namesOf = (column: string, name: string): string =>
      `groupUniqArrayIf((toString(t.${column}), ${name} AS name_of_${column}), name_of_${column} != '')`;
    const claimed = `transform(t.user_agent, names.1.1, names.1.2, '')`;
    const sent = `transform(t.tcp_fingerprint, names.2.1, names.2.2, '')`;
    return new GroupQuery(this.store, 'tcpFingerprints.mismatches', {
      scalars: [
        `(SELECT (${namesOf('user_agent', named.byUserAgent)}, ${namesOf('tcp_fingerprint', named.bySyn)})
          FROM ${fingerprints} ${seen.where}) AS names`,
      ],
      from,
      conditions: conditions.add(`${claimed} != '' AND ${sent} != '' AND ${claimed} != ${sent}`, seen.params),
      key: 't.client_ip',
      type: 'IPv6',
      order: mismatchOrders[sort],
      direction: 'DESC',
      columns: `${addressText('g')} AS client_ip, arraySort(groupUniqArray(6)(${sent})) AS stacks,
        arraySort(groupUniqArray(6)(${osOf('t.user_agent')})) AS claimed, ${requests} AS mismatches, any(t.user_agent) AS user_agent,
        uniqIf(t.ja4, t.ja4 != '') AS ja4s, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen`,
    });
  }
}

/** Rows of clients that no proxy spoke for. */
function clientRows(
  { host, client_ip }: Pick<TcpFingerprintSearch, 'host' | 'client_ip'>,
  range: TimeRange,
): ReturnType<typeof addressRows> {
  const { from, conditions } = addressRows(range, host);
  return { from, conditions: conditions.add(isSyn).address('client_ip', client_ip) };
}

function withStack(conditions: Conditions, wanted: string | undefined): Conditions {
  return wanted === undefined ? conditions : conditions.add(`${stack} = {stack:String}`, { stack: wanted });
}
