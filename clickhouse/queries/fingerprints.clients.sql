SELECT count() AS total FROM reference_fingerprints AS t WHERE (t.list, t.generation) IN
  (SELECT list, generation FROM reference_lists FINAL WHERE kind = 'clients' AND NOT removed) AND t.fingerprint = {fingerprint__0:String} AND t.category = {category:String} AND positionCaseInsensitiveUTF8(t.client, {client:String}) > 0;

SELECT t.fingerprint AS ja4, t.list AS list, t.client AS client, t.category AS category
  FROM reference_fingerprints AS t WHERE (t.list, t.generation) IN
  (SELECT list, generation FROM reference_lists FINAL WHERE kind = 'clients' AND NOT removed)
  ORDER BY t.fingerprint, t.client, t.list LIMIT {page_limit:UInt32};

SELECT t.fingerprint AS ja4, t.list AS list, t.client AS client, t.category AS category
  FROM reference_fingerprints AS t WHERE (t.list, t.generation) IN
  (SELECT list, generation FROM reference_lists FINAL WHERE kind = 'clients' AND NOT removed) AND t.fingerprint = {fingerprint__0:String} AND t.category = {category:String} AND positionCaseInsensitiveUTF8(t.client, {client:String}) > 0
  ORDER BY t.fingerprint, t.client, t.list LIMIT {page_limit:UInt32};

SELECT t.fingerprint AS ja4, t.list AS list, t.client AS client, t.category AS category
  FROM reference_fingerprints AS t WHERE t.fingerprint IN {ja4s:Array(String)} AND (t.list, t.generation) IN
  (SELECT list, generation FROM reference_lists FINAL WHERE kind = 'clients' AND NOT removed) ORDER BY ja4, client, list;
