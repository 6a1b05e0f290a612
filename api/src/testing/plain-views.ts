const ja4 = `if(client_ip = src_ip, ifNull(toString(ja4), ''), '')`;
const hour = `toStartOfHour(toDateTime(time, 'UTC'))`;
const lastDay = `${hour} > now() - INTERVAL 24 HOUR`;
const lastWeek = 'time >= now() - INTERVAL 7 DAY';
const isLogin = `method = 'POST' AND (path ILIKE '%login%' OR path ILIKE '%session%')`;
const isAsset = `(lower(path) LIKE '%.css' OR lower(path) LIKE '%.js' OR lower(path) LIKE '%.png' OR lower(path) LIKE '%.woff2' OR path = '/favicon.ico')`;
const isDocument = `NOT (${isAsset}) AND method = 'GET' AND sec_fetch_dest IN ('', 'document')`;
const isModern = `user_agent LIKE '%Chrome/1%'`;
const share = (condition: string): string => `countIf(${condition}) / count()`;
const unlessZero = (of: string, value: string): string => `if(${of} = 0, NULL, ${value})`;
const distinct = (value: string): string => `arraySort(arrayFilter(x -> x != '', arrayDistinct(groupArray(${value}))))`;

const common: Record<string, string> = {
  requests: 'count()',
  correlated_ratio: share('correlated'),
  post_ratio: share(`method = 'POST'`),
  login_post_ratio: share(isLogin),
  sensitive_path_ratio: share(`path = '/.env'`),
  document_ratio: share(isDocument),
  asset_ratio: share(isAsset),
  not_found_ratio: share('status = 404'),
  refused_ratio: share('status = 403'),
  server_error_ratio: share('status = 503'),
  referer_ratio: share(`referer != ''`),
  browser_like_ratio: share(
    `user_agent LIKE 'Mozilla/5.0 %' AND accept_language != '' AND accept_encoding != '' AND (sec_fetch_mode != '' OR NOT ${isModern})`,
  ),
  header_orders: 'uniqExact(header_order_hash)',
  user_agents: 'uniqExact(user_agent)',
  connection_reuse: 'count() / uniqExact(conn_id)',
};

const tls = (value: string): string => `if(client_ip = src_ip, ${value}, NULL)`;
const hourly: Record<string, string> = {
  odd_method_ratio: share(`method = 'PROPFIND'`),
  sensitive_served_ratio: share(`path = '/.env' AND status < 400`),
  not_modified_ratio: share('status = 304'),
  header_count: 'avg(length(headers))',
  accept_language_missing: share(`accept_language = ''`),
  accept_encoding_missing: share(`accept_encoding = ''`),
  sec_fetch_missing: share(`sec_fetch_mode = '' AND ${isModern}`),
  client_hint_mismatch: share(`(sec_ch_ua != '') != (${isModern})`),
  answer_sizes: 'uniqExact(bytes_out) / count()',
  post_answer_sizes: unlessZero(
    `countIf(method = 'POST')`,
    `uniqExactIf(bytes_out, method = 'POST') / countIf(method = 'POST')`,
  ),
  sni_mismatch: unlessZero(
    `countIf(${tls('tls_sni')} IS NOT NULL)`,
    `countIf(${tls('tls_sni')} IS NOT NULL AND splitByChar(':', toString(host))[1] != tls_sni) / countIf(${tls('tls_sni')} IS NOT NULL)`,
  ),
  alpn_mismatch: share(`client_ip = src_ip AND http_version = '2' AND tls_alpn = ['http/1.1']`),
  tcp_mss: `min(${tls('tcp_meta_mss')})`,
  ttl: `min(${tls('ip_meta_ttl')})`,
  tcp_window_size: `max(${tls('tcp_meta_window_size')})`,
  tcp_options: `max(${tls('toString(tcp_meta_options)')})`,
};

/** A SELECT of all columns; the inner one has other names, since an alias would hide the column it is made of. */
function select(keys: Record<string, string>, values: Record<string, string>, where = 'true', having = 'true'): string {
  const all = Object.entries({ ...keys, ...values });
  const inner = all.map(([name, expression]) => `${expression} AS plain_${name}`).join(', ');
  const grouped = Object.keys(keys).map((name) => `plain_${name}`);
  return `SELECT ${all.map(([name]) => `plain_${name} AS ${name}`).join(', ')}
    FROM (SELECT ${inner} FROM http_logs WHERE ${where} GROUP BY ${grouped.join(', ')}) WHERE ${having}`;
}

const seen = { first_seen: 'min(time)', last_seen: 'max(time)' };
const milliseconds = `toInt64(toUnixTimestamp64Milli(time))`;
const gapsOf = (times: string): string => `arrayPopFront(arrayDifference(arraySort(groupArray(${times}))))`;
const gaps = gapsOf(milliseconds);
const documentGaps = `arrayPopFront(arrayDifference(arraySort(groupArrayIf(${milliseconds}, ${isDocument} AND path != '/.env'))))`;
const shares = `arrayMap(path -> countEqual(groupArray(path_of), path) / count(), arrayDistinct(groupArray(path_of)))`;

/** What each view means, said of http_logs alone; `address` is the client's address as text. */
export const plainViews: Record<string, (address: string) => string> = {
  view_form_bruteforce_detected: (src_ip) =>
    select(
      { src_ip, host: 'host' },
      {
        count_post: `countIf(method = 'POST')`,
        count_login_post: `countIf(${isLogin})`,
        count_login_refused: `countIf(${isLogin} AND status = 403)`,
        requests: 'count()',
        ...seen,
      },
      lastDay,
      'plain_count_post >= 10',
    ),
  view_host_ip_ja4_rotation: (src_ip) =>
    select(
      { src_ip },
      {
        distinct_ja4_count: `length(${distinct(ja4)})`,
        ja4s: distinct(ja4),
        hosts: distinct('toString(host)'),
        requests: 'count()',
        ...seen,
      },
      lastDay,
      'plain_distinct_ja4_count >= 2',
    ),
  view_dashboard_entities: (src_ip) =>
    Object.entries({
      ip: src_ip,
      ja4,
      country: `ifNull(toString(country), '')`,
      asn: `ifNull(toString(asn), '')`,
      host: 'toString(host)',
    })
      .map(([type, value]) =>
        select(
          {
            entity_type: `'${type}'`,
            entity_value: value,
            src_ip,
            ja4,
            host: 'toString(host)',
            log_date: 'toDate(time)',
          },
          {
            requests: 'count()',
            client_headers: distinct('toString(client_headers)'),
            asns: distinct(`ifNull(toString(asn), '')`),
            countries: distinct(`ifNull(toString(country), '')`),
            user_agents: distinct('toString(user_agent)'),
          },
          `${lastWeek} AND ${value} != ''`,
        ),
      )
      .join(' UNION ALL '),
  view_dashboard_user_agents: (src_ip) =>
    select(
      { src_ip, ja4, hour, log_date: 'toDate(time)' },
      { user_agents: distinct('toString(user_agent)'), requests: 'count()' },
      lastWeek,
    ),
  view_ip_recurrence: (src_ip) =>
    `SELECT *, if(src_ip = '203.0.113.7', 2, 0) AS recurrence, if(src_ip = '203.0.113.7', 0.9, 0) AS worst_score,
       if(src_ip = '203.0.113.7', 'high', '') AS worst_level
     FROM (${select({ src_ip }, { active_days: 'uniqExact(toDate(time))', active_hours: `uniqExact(${hour})`, requests: 'count()', ...seen })})`,
  view_ai_features_1h: (src_ip) => select({ hour, src_ip, ja4, host: 'host' }, { ...common, ...hourly }),
  view_ai_features_24h: (src_ip) =>
    select({ src_ip, ja4, host: 'host' }, { ...common, active_hours: `uniqExact(${hour})` }, lastDay),
  view_thesis_features_1h: (src_ip) =>
    select(
      { hour, src_ip, ja4, host: 'host' },
      {
        requests: 'count()',
        unique_path_ratio: 'uniqExact(path) / count()',
        path_entropy: `arraySum(share -> -share * log2(share), ${shares})`.replaceAll('path_of', 'http_logs.path'),
        top_path_share: `arrayMax(${shares})`.replaceAll('path_of', 'http_logs.path'),
        unique_url_ratio: unlessZero(`countIf(query != '')`, 'uniqExact(path, query) / count()'),
        gap_median: `if(count() < 2, NULL, arrayReduce('median', ${gaps}) / 1000)`,
        gap_variation: `if(count() < 3 OR min(time) = max(time), NULL, arrayReduce('stddevPop', ${gaps}) / arrayAvg(${gaps}))`,
        gap_correlation: `if(count() < 5, NULL, arrayReduce('corr', arrayPopBack(${gaps}), arrayPopFront(${gaps})))`,
        think_time: `if(empty(${documentGaps}), NULL, arrayReduce('median', ${documentGaps}) / 1000)`,
      },
    ),
  view_resource_cascade_1h: (src_ip) =>
    select(
      { hour, src_ip, ja4, host: 'host' },
      {
        requests: 'count()',
        documents: `countIf(${isDocument})`,
        styles: `countIf(path = '/style.css')`,
        scripts: `countIf(path = '/app.js')`,
        images: `countIf(path = '/logo.PNG')`,
        fonts: `countIf(path = '/font.woff2')`,
        favicons: `countIf(path = '/favicon.ico')`,
        assets: `countIf(${isAsset})`,
        assets_per_document: unlessZero(`countIf(${isDocument})`, `countIf(${isAsset}) / countIf(${isDocument})`),
        asset_referer_ratio: unlessZero(
          `countIf(${isAsset})`,
          `countIf((${isAsset}) AND referer != '') / countIf(${isAsset})`,
        ),
        documents_without_assets: `toUInt8(countIf(${isDocument}) > 0 AND countIf(${isAsset}) = 0)`,
      },
    ),
};
