DROP DICTIONARY IF EXISTS {database}.country_by_prefix {on_cluster};
DROP DICTIONARY IF EXISTS {database}.as_names {on_cluster};
DROP DICTIONARY IF EXISTS {database}.asn_by_prefix {on_cluster};
DROP TABLE IF EXISTS {database}.reference_fingerprints {on_cluster};
DROP TABLE IF EXISTS {database}.reference_prefixes {on_cluster};
DROP TABLE IF EXISTS {database}.reference_lists {on_cluster};
