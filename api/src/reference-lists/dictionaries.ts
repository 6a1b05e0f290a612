import type { ReferenceListKind } from './reference-lists.types.js';

const dictionaries: Partial<Record<ReferenceListKind, readonly string[]>> = {
  asn: ['asn_by_prefix', 'as_names'],
  country: ['country_by_prefix'],
  bots: ['bots_by_prefix'],
};

/** Returns the dictionaries that are made of a kind of list: those that the join and the features ask. */
export function dictionariesOf(kind: ReferenceListKind): readonly string[] {
  return dictionaries[kind] ?? [];
}

/** SQL of the crawler whose published addresses hold an IPv6 expression; empty when there is none. */
export const crawlerOf = (address: string): string =>
  `dictGetOrDefault('bots_by_prefix', 'bot', toLowCardinality(${address}), '')`;

/** SQL of the names of all crawlers whose addresses are known. */
export const crawlerNames = `(SELECT groupArray(list) FROM reference_lists FINAL WHERE kind = 'bots' AND NOT removed)`;

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
