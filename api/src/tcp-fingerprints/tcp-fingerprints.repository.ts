import type { TimeRange } from '../http/time-range.js';
import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import { GroupQuery } from '../store/groups.js';
import type { Store } from '../store/store.js';
import { synOfFingerprint, synPart } from '../traffic/tcp-stack.sql.js';
import { osOf, topFive } from '../traffic/user-agent.sql.js';
import type { TcpFingerprint, TcpFingerprintSearch, TcpMismatch, TcpMismatchSearch } from './tcp-fingerprints.types.js';

const { stack, contradicts, contradictions } = synOfFingerprint;
const requests = 'sum(t.requests)';
const mismatches = `sumIf(t.requests, ${contradicts})`;
const lastSeen = 'toUnixTimestamp64Micro(max(t.last_seen))';
const mismatchOrders = { '-mismatches': requests, '-last_seen': lastSeen } as const;
const clients = 'agg_host_ip_ja4_1h AS t';
const fingerprints = 'agg_tcp_fingerprint_1h AS t';

export class TcpFingerprintsRepository {
  constructor(private readonly store: Store) {}

  list({ sort = '-requests', ...search }: TcpFingerprintSearch, range: TimeRange): GroupQuery<TcpFingerprint> {
    // What is narrowed to a host or an address is read from what each client did.
    const isNarrow = search.host !== undefined || search.client_ip !== undefined;
    const ips = isNarrow ? 'uniqCombined(12)(cityHash64(t.client_ip))' : 'uniqCombinedMerge(12)(t.addresses)';
    const orders = { '-requests': requests, '-ips': ips, '-mismatches': mismatches, '-last_seen': lastSeen } as const;
    return new GroupQuery(this.store, 'tcpFingerprints.list', {
      from: isNarrow ? clients : fingerprints,
      conditions: withStack(conditionsOf(search, range), search.stack),
      key: 't.tcp_fingerprint',
      type: 'String',
      order: orders[sort],
      direction: 'DESC',
      columns: `g AS fingerprint, any(${stack}) AS stack, toUInt8(any(${synPart(1)})) AS initial_ttl,
        toUInt16OrNull(any(${synPart(2)})) AS window_size, toUInt16OrNull(any(${synPart(3)})) AS mss,
        toUInt8OrNull(any(${synPart(4)})) AS window_scale, any(${synPart(5)}) AS options, ${requests} AS requests, ${ips} AS ips,
        ${mismatches} AS mismatches, ${topFive(osOf('t.user_agent'), 't.requests', requests)} AS claimed,
        min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen`,
    });
  }

  mismatches({ sort = '-mismatches', ...search }: TcpMismatchSearch, range: TimeRange): GroupQuery<TcpMismatch> {
    const seen = withStack(conditionsOf({}, range), search.stack);
    // Asked of the few pairs that there are. A set of pairs took three times as long: both texts of each row were put together.
    const among = (column: string, condition: string): string =>
      `${column} IN (SELECT DISTINCT ${column} FROM ${fingerprints} ${seen.where} AND ${condition})`;
    const contradicting = contradictions.map(
      ({ userAgent, syn }) => `(${among('t.user_agent', userAgent)} AND ${among('t.tcp_fingerprint', syn)})`,
    );
    return new GroupQuery(this.store, 'tcpFingerprints.mismatches', {
      from: clients,
      conditions: conditionsOf(search, range).add(`(${contradicting.join(' OR ')})`, seen.params),
      key: 't.client_ip',
      type: 'IPv6',
      order: mismatchOrders[sort],
      direction: 'DESC',
      columns: `${addressText('g')} AS client_ip, arraySort(groupUniqArray(6)(${stack})) AS stacks,
        arraySort(groupUniqArray(6)(${osOf('t.user_agent')})) AS claimed, ${requests} AS mismatches, any(t.user_agent) AS user_agent,
        uniqIf(t.ja4, t.ja4 != '') AS ja4s, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen`,
    });
  }
}

/** Rows of clients that no proxy spoke for. */
function conditionsOf(
  { host, client_ip }: Pick<TcpFingerprintSearch, 'host' | 'client_ip'>,
  range: TimeRange,
): Conditions {
  const conditions = new Conditions().between('hour', range.from, range.to).add(`t.tcp_fingerprint != ''`);
  return conditions.equal('host', 'String', host).address('client_ip', client_ip);
}

function withStack(conditions: Conditions, wanted: string | undefined): Conditions {
  return wanted === undefined ? conditions : conditions.add(`${stack} = {stack:String}`, { stack: wanted });
}
