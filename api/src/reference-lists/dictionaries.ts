import type { ReferenceListKind } from './reference-lists.types.js';

/** The dictionaries of the join, by the kind of list they are made of. */
export const dictionaries: Partial<Record<ReferenceListKind, readonly string[]>> = {
  asn: ['asn_by_prefix', 'as_names'],
  country: ['country_by_prefix'],
};

/**
 * SQL of http_logs' columns asn, as_name and country for an IPv6 expression. Each distinct address of a block is looked up
 * once, which LowCardinality does; an address in no list is null.
 */
export function networkColumns(database: string, address: string): Record<'asn' | 'as_name' | 'country', string> {
  const asn = `dictGet('${database}.asn_by_prefix', 'asn', toLowCardinality(${address}))`;
  return {
    asn: `nullIf(${asn}, 0)`,
    as_name: `nullIf(dictGet('${database}.as_names', 'name', toUInt64(${asn})), '')`,
    country: `nullIf(dictGet('${database}.country_by_prefix', 'country', toLowCardinality(${address})), '')`,
  };
}
