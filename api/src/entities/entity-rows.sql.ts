import { addressText } from '../store/address.js';
import type { HoursAndDays } from '../store/days.js';
import { addressTables } from '../traffic/address-rows.js';
import { entityTables } from '../traffic/attribute-rows.js';
import { addressColumns, countedColumns, requestsCounted, requestsOfAddresses } from '../traffic/part-of-hour.sql.js';
import type { EntityType } from './entities.types.js';

/** Where an entity is read from, as `t`, and how it is counted there. */
interface EntityRows {
  readonly tables: HoursAndDays;
  /** What an entity is told from others by, the type of that, and how people write it. */
  readonly key: string;
  readonly type: 'String' | 'IPv6';
  readonly text: (key: string) => string;
  /** How many different ones came with it. */
  readonly distinct: Readonly<Record<'ips' | 'ja4s' | 'hosts' | 'user_agents', string>>;
  /** What different addresses are counted by. */
  readonly clients: 'addresses' | 'client_ip';
  /** Columns of the rows that requests, counted by themselves, have too; and those that a WHERE leaves, counted so. */
  readonly columns: string;
  readonly requestsCounted: (where: string) => string;
}

const byValue: EntityRows = {
  tables: entityTables,
  key: 't.entity_value',
  type: 'String',
  text: (key) => key,
  distinct: {
    ips: 'uniqCombinedMerge(12)(t.addresses)',
    ja4s: 'uniqCombinedMerge(12)(t.ja4s)',
    hosts: 'uniqCombinedMerge(12)(t.hosts)',
    user_agents: 'uniqCombinedMerge(12)(t.user_agents)',
  },
  clients: 'addresses',
  columns: countedColumns,
  requestsCounted,
};

const byAddress: EntityRows = {
  tables: addressTables,
  key: 't.client_ip',
  type: 'IPv6',
  text: addressText,
  distinct: {
    ips: 'uniqExact(t.client_ip)',
    ja4s: `uniqExactIf(t.ja4, t.ja4 != '')`,
    hosts: 'uniqCombinedMerge(12)(t.hosts)',
    user_agents: `uniqExactIf(t.user_agent, t.user_agent != '')`,
  },
  clients: 'client_ip',
  columns: addressColumns,
  requestsCounted: requestsOfAddresses,
};

/** What an address did stands beside its hosts and handshakes, once; everything else has rows of its own, by the day only what lives that long. */
export function rowsOfEntities(type: EntityType): EntityRows {
  if (type === 'ip') return byAddress;
  return type === 'ja3' ? { ...byValue, tables: { hours: entityTables.hours } } : byValue;
}
