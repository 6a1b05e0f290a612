import { addressText } from '../store/address.js';
import type { EntityType } from './entities.types.js';

/** Where the hours of an entity are read from, as `t`, and how it is counted there. */
interface Hourly {
  readonly table: string;
  /** The table of its days, when there is one. */
  readonly days: string | undefined;
  /** What an entity is told from others by, the type of that, and how people write it. */
  readonly key: string;
  readonly type: 'String' | 'IPv6';
  readonly text: (key: string) => string;
  readonly correlated: string;
  /** How many different ones came with it. */
  readonly distinct: Readonly<Record<'ips' | 'ja4s' | 'hosts' | 'user_agents', string>>;
}

const byValue: Hourly = {
  table: 'agg_entity_1h',
  days: 'agg_entity_1d',
  key: 't.entity_value',
  type: 'String',
  text: (key) => key,
  correlated: 'sum(t.correlated)',
  distinct: {
    ips: 'uniqCombinedMerge(12)(t.addresses)',
    ja4s: 'uniqCombinedMerge(12)(t.ja4s)',
    hosts: 'uniqCombinedMerge(12)(t.hosts)',
    user_agents: 'uniqCombinedMerge(12)(t.user_agents)',
  },
};

const byAddress: Hourly = {
  table: 'agg_host_ip_ja4_1h',
  days: undefined,
  key: 't.client_ip',
  type: 'IPv6',
  text: addressText,
  correlated: 'sumIf(t.requests, t.correlated)',
  distinct: {
    ips: 'uniqExact(t.client_ip)',
    ja4s: `uniqExactIf(t.ja4, t.ja4 != '')`,
    hosts: 'uniqExact(t.host)',
    user_agents: 'uniqCombinedMerge(12)(t.user_agent_count)',
  },
};

/** What an address did stands beside its hosts and handshakes, once; everything else has rows of its own, by the day only what lives that long. */
export function hourlyOf(type: EntityType): Hourly {
  if (type === 'ip') return byAddress;
  return type === 'ja3' ? { ...byValue, days: undefined } : byValue;
}
