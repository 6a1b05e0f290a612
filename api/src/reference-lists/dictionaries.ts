import type { ReferenceListKind } from './reference-lists.types.js';

/** Returns the dictionaries that are made of a kind of list: those that the join asks. */
export function dictionariesOf(kind: ReferenceListKind): readonly string[] {
  if (kind === 'asn') return ['asn_by_prefix', 'as_names'];
  return kind === 'country' ? ['country_by_prefix'] : [];
}

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
