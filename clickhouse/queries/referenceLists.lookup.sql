SELECT list, kind, client, category FROM reference_fingerprints AS t INNER JOIN (SELECT list, kind FROM reference_lists FINAL WHERE NOT removed) AS k USING (list)
  WHERE t.fingerprint = {fingerprint:String} AND (list, generation) IN (SELECT list, generation FROM reference_lists FINAL WHERE NOT removed) AND kind = {kind:String} ORDER BY client LIMIT 100;

SELECT list, kind, prefix, name FROM reference_prefixes INNER JOIN (SELECT list, kind FROM reference_lists FINAL WHERE NOT removed) AS k USING (list)
  WHERE (list, generation) IN (SELECT list, generation FROM reference_lists FINAL WHERE NOT removed) AND kind IN ('bots', 'prefixes') AND toIPv6({address:String}) BETWEEN IPv6CIDRToRange(toIPv6(splitByChar('/', prefix)[1]),
  toUInt8(toUInt8(splitByChar('/', prefix)[2]) + if(position(prefix, ':') = 0, 96, 0))).1 AND IPv6CIDRToRange(toIPv6(splitByChar('/', prefix)[1]),
  toUInt8(toUInt8(splitByChar('/', prefix)[2]) + if(position(prefix, ':') = 0, 96, 0))).2
  ORDER BY toUInt8(splitByChar('/', prefix)[2]), list LIMIT 100;
