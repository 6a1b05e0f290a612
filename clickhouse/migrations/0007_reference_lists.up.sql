-- What is known of addresses and fingerprints from elsewhere. An import writes a new generation of entries, then the list's row that
-- names it: readers see the old list or the new one, never half of one.
CREATE TABLE IF NOT EXISTS {database}.reference_lists {on_cluster}
(
    list LowCardinality(String),
    kind LowCardinality(String) COMMENT 'asn, country, bots, prefixes, clients, http2',
    source String,
    licence String,
    data_time Nullable(DateTime64(3, 'UTC')) COMMENT 'when the source made its data, null when it does not say',
    checksum String COMMENT 'SHA-256 of the imported bytes in hex',
    entries UInt64,
    imported_at DateTime64(3, 'UTC'),
    imported_by String,
    removed Bool,
    generation UInt64 COMMENT 'milliseconds of the import; also the version of this row'
)
ENGINE = {engine:ReplacingMergeTree(generation)}
ORDER BY list
SETTINGS fsync_after_insert = 1;

CREATE TABLE IF NOT EXISTS {database}.reference_prefixes {on_cluster}
(
    list LowCardinality(String),
    generation UInt64,
    prefix String COMMENT 'CIDR, IPv4 or IPv6',
    asn UInt32 COMMENT '0 in lists of other kinds',
    name String COMMENT 'of the network, the country (ISO 3166-1), the bot, or what an own list says'
)
ENGINE = {engine:MergeTree}
PARTITION BY (list, generation)
ORDER BY prefix
SETTINGS fsync_after_insert = 1;

CREATE TABLE IF NOT EXISTS {database}.reference_fingerprints {on_cluster}
(
    list LowCardinality(String),
    generation UInt64,
    fingerprint String COMMENT 'a JA4, or HTTP/2 settings | order of pseudo-headers',
    client String,
    category LowCardinality(String) COMMENT 'browser, library, tool, scanner ...'
)
ENGINE = {engine:MergeTree}
PARTITION BY (list, generation)
ORDER BY fingerprint
SETTINGS fsync_after_insert = 1;

-- The join reads these. They stay unloaded, without memory, until there is a list. A server looks every minute for a newer
-- generation; the embedded engine does not, so an import reloads them.
CREATE DICTIONARY IF NOT EXISTS {database}.asn_by_prefix {on_cluster}
(
    prefix String,
    asn UInt32
)
PRIMARY KEY prefix
SOURCE(CLICKHOUSE(
    QUERY $$SELECT prefix, asn FROM {database}.reference_prefixes WHERE (list, generation) IN (SELECT list, generation FROM {database}.reference_lists FINAL WHERE kind = 'asn' AND NOT removed)$$
    INVALIDATE_QUERY $$SELECT max(generation) FROM {database}.reference_lists WHERE kind = 'asn'$$
))
LAYOUT(IP_TRIE())
LIFETIME(MIN 60 MAX 90);

CREATE DICTIONARY IF NOT EXISTS {database}.as_names {on_cluster}
(
    asn UInt64,
    name String
)
PRIMARY KEY asn
SOURCE(CLICKHOUSE(
    QUERY $$SELECT toUInt64(asn) AS asn, any(name) AS name FROM {database}.reference_prefixes WHERE (list, generation) IN (SELECT list, generation FROM {database}.reference_lists FINAL WHERE kind = 'asn' AND NOT removed) GROUP BY asn$$
    INVALIDATE_QUERY $$SELECT max(generation) FROM {database}.reference_lists WHERE kind = 'asn'$$
))
LAYOUT(HASHED_ARRAY())
LIFETIME(MIN 60 MAX 90);

CREATE DICTIONARY IF NOT EXISTS {database}.country_by_prefix {on_cluster}
(
    prefix String,
    country String
)
PRIMARY KEY prefix
SOURCE(CLICKHOUSE(
    QUERY $$SELECT prefix, name AS country FROM {database}.reference_prefixes WHERE (list, generation) IN (SELECT list, generation FROM {database}.reference_lists FINAL WHERE kind = 'country' AND NOT removed)$$
    INVALIDATE_QUERY $$SELECT max(generation) FROM {database}.reference_lists WHERE kind = 'country'$$
))
LAYOUT(IP_TRIE())
LIFETIME(MIN 60 MAX 90);
