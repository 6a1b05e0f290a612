import type { TimeRange } from '../http/time-range.js';
import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import { GroupQuery } from '../store/groups.js';
import type { Store } from '../store/store.js';
import { distinctOf } from '../traffic/measures.sql.js';
import { contradicts, startTtl, tcpStack } from '../traffic/tcp-stack.sql.js';
import { osOf, topFive } from '../traffic/user-agent.sql.js';
import type { TcpFingerprint, TcpFingerprintSearch, TcpMismatch, TcpMismatchSearch } from './tcp-fingerprints.types.js';

const options = `ifNull(t.tcp_meta_options, '')`;
const numberText = (column: string): string => `ifNull(toString(t.${column}), '')`;
const fingerprint = `concat(toString(${startTtl}), ':', ${numberText('tcp_meta_window_size')}, ':',
  ${numberText('tcp_meta_mss')}, ':', ${numberText('tcp_meta_window_scale')}, ':', ${options})`;
const lastSeen = 'toUnixTimestamp64Micro(max(t.time))';
const fingerprintOrders = {
  '-requests': 'count()',
  '-ips': 'uniq(t.client_ip)',
  '-mismatches': `countIf(${contradicts})`,
  '-last_seen': lastSeen,
} as const;
const mismatchOrders = { '-mismatches': 'count()', '-last_seen': lastSeen } as const;

export class TcpFingerprintsRepository {
  constructor(private readonly store: Store) {}

  list({ sort = '-requests', ...search }: TcpFingerprintSearch, range: TimeRange): GroupQuery<TcpFingerprint> {
    return new GroupQuery(this.store, 'tcpFingerprints.list', {
      from: 'http_logs AS t',
      conditions: conditionsOf(search, range),
      key: fingerprint,
      type: 'String',
      order: fingerprintOrders[sort],
      direction: 'DESC',
      columns: `g AS fingerprint, any(${tcpStack}) AS stack, any(${startTtl}) AS initial_ttl,
        any(t.tcp_meta_window_size) AS window_size, any(t.tcp_meta_mss) AS mss, any(t.tcp_meta_window_scale) AS window_scale,
        any(${options}) AS options, count() AS requests, uniq(t.client_ip) AS ips, countIf(${contradicts}) AS mismatches,
        ${topFive(osOf('t.user_agent'))} AS claimed,
        min(t.time) AS first_seen, max(t.time) AS last_seen`,
    });
  }

  mismatches({ sort = '-mismatches', ...search }: TcpMismatchSearch, range: TimeRange): GroupQuery<TcpMismatch> {
    return new GroupQuery(this.store, 'tcpFingerprints.mismatches', {
      from: 'http_logs AS t',
      conditions: conditionsOf(search, range).add(contradicts),
      key: 't.client_ip',
      type: 'IPv6',
      order: mismatchOrders[sort],
      direction: 'DESC',
      isSmall: true,
      columns: `${addressText('g')} AS client_ip, arraySort(groupUniqArray(6)(${tcpStack})) AS stacks,
        arraySort(groupUniqArray(6)(${osOf('t.user_agent')})) AS claimed, count() AS mismatches, any(t.user_agent) AS user_agent,
        ${distinctOf('ja4')} AS ja4s, min(t.time) AS first_seen, max(t.time) AS last_seen`,
    });
  }
}

function conditionsOf(
  { stack: wanted, host, client_ip }: Pick<TcpFingerprintSearch, 'stack' | 'host' | 'client_ip'>,
  range: TimeRange,
): Conditions {
  const conditions = new Conditions().between('time', range.from, range.to);
  conditions.add('t.ip_meta_ttl IS NOT NULL AND t.src_ip = t.client_ip');
  conditions.equal('host', 'String', host).address('client_ip', client_ip);
  return wanted === undefined ? conditions : conditions.add(`${tcpStack} = {stack:String}`, { stack: wanted });
}
