/** How many different values the generated requests have. */
export const cardinalities = { addresses: 200_000, fingerprints: 2000, hosts: 50, paths: 30_000, days: 14 } as const;

/** One kind of client: what all its requests say. Shares of the addresses are equal, so that a browser stands here several times. */
interface Profile {
  readonly userAgent: string;
  /** Headers between Host and Referer, in the order sent. */
  readonly headers: readonly (readonly [string, string])[];
  /** A browser shuffles its TLS extensions, says where it comes from and sends a cookie, which sensors withhold. */
  readonly isBrowser: boolean;
}

const html = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

function chrome(platform: string, system: string, version: number, language: string): Profile {
  return {
    userAgent: `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`,
    headers: [
      ['Connection', 'keep-alive'],
      ['sec-ch-ua', `"Chromium";v="${version}", "Google Chrome";v="${version}", "Not.A/Brand";v="99"`],
      ['sec-ch-ua-mobile', '?0'],
      ['sec-ch-ua-platform', `"${platform}"`],
      ['Upgrade-Insecure-Requests', '1'],
      ['Accept', html],
      ['Sec-Fetch-Site', 'same-origin'],
      ['Sec-Fetch-Mode', 'navigate'],
      ['Sec-Fetch-Dest', 'document'],
      ['Accept-Encoding', 'gzip, deflate, br, zstd'],
      ['Accept-Language', language],
    ],
    isBrowser: true,
  };
}

function firefox(system: string, version: number, language: string): Profile {
  return {
    userAgent: `Mozilla/5.0 (${system}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`,
    headers: [
      ['Accept', html],
      ['Accept-Language', language],
      ['Accept-Encoding', 'gzip, deflate, br, zstd'],
      ['Connection', 'keep-alive'],
      ['Upgrade-Insecure-Requests', '1'],
      ['Sec-Fetch-Dest', 'document'],
      ['Sec-Fetch-Mode', 'navigate'],
      ['Sec-Fetch-Site', 'same-origin'],
    ],
    isBrowser: true,
  };
}

function tool(userAgent: string, accept: string): Profile {
  return { userAgent, headers: [['Accept', accept]], isBrowser: false };
}

const windows = 'Windows NT 10.0; Win64; x64';
const mac = 'Macintosh; Intel Mac OS X 10_15_7';
const profiles: readonly Profile[] = [
  chrome('Windows', windows, 150, 'en-US,en;q=0.9'),
  chrome('Windows', windows, 149, 'fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7'),
  chrome('Windows', windows, 150, 'de-DE,de;q=0.9,en;q=0.8'),
  chrome('macOS', mac, 150, 'en-GB,en;q=0.9'),
  chrome('Android', 'Linux; Android 10; K', 149, 'es-ES,es;q=0.9'),
  chrome('Linux', 'X11; Linux x86_64', 148, 'en-US,en;q=0.9'),
  firefox(windows, 146, 'fr,fr-FR;q=0.8,en-US;q=0.5,en;q=0.3'),
  firefox('X11; Linux x86_64', 140, 'en-US,en;q=0.5'),
  tool('Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', '*/*'),
  tool('curl/8.14.1', '*/*'),
  tool('python-requests/2.32.3', '*/*'),
  tool('Go-http-client/2.0', '*/*'),
];

/** Whose SYN a client sends that says what it is: 1 Linux, 2 Windows, 3 Apple. One address in fifty sends any. */
const stackOf = ({ userAgent }: Profile): string =>
  userAgent.includes('Windows') ? '2' : userAgent.includes('Mac') ? '3' : '1';

const text = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`;
const list = (values: readonly string[]): string => `[${values.join(', ')}]`;
const pairs = (values: Profile['headers']): string => list(values.map(([k, v]) => `(${text(k)}, ${text(v)})`));
const ofProfile = (value: (profile: Profile) => string): string => `${list(profiles.map(value))}[profile]`;
const header = (name: string): string =>
  ofProfile(({ headers }) => text(headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? ''));
const columns: Record<string, string> = {
  time: 'request_time',
  // Of version 4, as cursors want them.
  batch_id: `toUUID(replaceRegexpOne(lower(hex(sipHash128(batch))), '^(.{8})(.{4}).(.{3}).(.{3})(.{12})$', '\\\\1-\\\\2-4\\\\3-8\\\\4-\\\\5'))`,
  seq: 'toUInt32(number % 5000 + 1)',
  join_no: 'batch + 1',
  sensor_id: `concat('web-', toString(batch % 4))`,
  received_at: 'toDateTime64(request_time + 2.5, 3)',
  correlated: 'true',
  orphan_side: `''`,
  orphan_reason: `''`,
  req_id: `concat(connection_id, '-', toString(sequence))`,
  conn_id: 'connection_id',
  conn_seq: 'sequence',
  scheme: `'https'`,
  src_ip: 'address',
  src_port: 'toUInt16(32768 + connection_hash % 28000)',
  client_ip: 'address',
  dst_ip: `toIPv6(concat('::ffff:192.0.2.', toString(10 + host_index % 4)))`,
  dst_port: '443',
  method: `if(not is_asset AND hash % 23 = 0, 'POST', 'GET')`,
  host: 'site',
  path: 'page',
  query: `multiIf(is_asset, '', hash % 7 = 0, concat('page=', toString(hash % 30)), hash % 31 = 0, concat('utm_source=news&id=', lower(hex(hash))), '')`,
  http_version: `if(${ofProfile((p) => String(p.isBrowser))}, '2', '1.1')`,
  status: 'multiIf(path_index % 97 = 0, 404, hash % 50 = 0, 304, hash % 101 = 0, 403, hash % 997 = 0, 500, 200)',
  bytes_in: 'toUInt64(380 + length(page) + profile * 20)',
  bytes_out: 'if(is_asset, 700 + path_hash % 90000, 3000 + path_hash % 20000 + hash % 400)',
  duration_us: 'toUInt64(exp2(7 + (hash % 8000) / 1000) * if(is_asset, 1, 6))',
  headers: `arrayConcat([('Host', site)], if(${ofProfile((p) => String(p.isBrowser))}, [('Cookie', '')], []), [('User-Agent', agent)],
    ${ofProfile(({ headers }) => pairs(headers))}, if(referring = '', [], [('Referer', referring)]))`,
  ssl_protocol: `'TLSv1.3'`,
  ssl_cipher: `'TLS_AES_128_GCM_SHA256'`,
  h2_fingerprint: `if(${ofProfile((p) => String(p.isBrowser))}, '1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p', '')`,
  h2_settings: `if(${ofProfile((p) => String(p.isBrowser))}, '1:65536;2:0;4:6291456;6:262144', '')`,
  h2_window_update: `if(${ofProfile((p) => String(p.isBrowser))}, 15663105, NULL)`,
  h2_priority: `''`,
  h2_pseudo_order: `if(${ofProfile((p) => String(p.isBrowser))}, 'm,a,s,p', '')`,
  user_agent: 'agent',
  referer: 'referring',
  accept: header('accept'),
  accept_language: header('accept-language'),
  accept_encoding: header('accept-encoding'),
  content_type: `''`,
  x_forwarded_for: `''`,
  sec_ch_ua: header('sec-ch-ua'),
  sec_ch_ua_mobile: header('sec-ch-ua-mobile'),
  sec_ch_ua_platform: header('sec-ch-ua-platform'),
  sec_fetch_site: header('sec-fetch-site'),
  sec_fetch_mode: header('sec-fetch-mode'),
  sec_fetch_dest: header('sec-fetch-dest'),
  client_headers: `concat('Host,', if(${ofProfile((p) => String(p.isBrowser))}, 'Cookie,', ''), 'User-Agent,', ${ofProfile(({ headers }) => text(headers.map(([key]) => key).join(',')))}, if(referring = '', '', ',Referer'))`,
  header_order_hash: 'lower(hex(sipHash64(lower(client_headers))))',
  tls_time: 'begin',
  transport: `'t'`,
  hello_index: '1',
  hello_hash: 'lower(hex(connection_hash))',
  ja4: `concat(ja4_a, lower(substring(hex(sipHash64(fingerprint, 'b')), 1, 12)), '_', lower(substring(hex(sipHash64(fingerprint, 'c')), 1, 12)))`,
  ja4_r: `concat(ja4_a, ciphers, '_', arrayStringConcat(extensions, ','), '_', algorithms)`,
  ja4_o: `concat(ja4_a, lower(substring(hex(sipHash64(fingerprint, 'o')), 1, 12)), '_', lower(substring(hex(sipHash64(shuffled)), 1, 12)))`,
  ja4_ro: `concat(ja4_a, ciphers, '_', arrayStringConcat(shuffled, ','), '_', algorithms)`,
  ja4_stable: `concat(ja4_a, lower(substring(hex(sipHash64(fingerprint, 's')), 1, 12)))`,
  ja3: `concat('771,4865-4866-4867-49195-49199-49196-49200-52393-52392-49171-49172-156-157-47-53,', arrayStringConcat(arrayMap(x -> toString(reinterpretAsUInt16(reverse(unhex(x)))), shuffled), '-'), ',4588-29-23-24,0')`,
  ja3_hash: 'lower(hex(MD5(ja3)))',
  tls_version: `'1.3'`,
  tls_sni: 'site',
  tls_alpn: `['h2', 'http/1.1']`,
  ip_meta_ttl: '[64, 128, 64][stack] - address_hash % 20',
  ip_meta_df: 'true',
  ip_meta_id: 'toUInt16(connection_hash % 65536)',
  ip_meta_total_length: '60',
  tcp_meta_window_size: '[[64240, 29200], [65535, 64240], [65535, 65535]][stack][1 + address_hash % 2]',
  tcp_meta_mss: '[1460, 1400, 1380, 1440][1 + address_hash % 4]',
  tcp_meta_window_scale: '[7, 8, 6][stack]',
  tcp_meta_options: `['2-4-8-1-3', '2-1-3-1-1-4', '2-1-3-1-1-8-4'][stack]`,
  syn_to_clienthello_ms: 'round(5 + (connection_hash % 90000) / 1000, 3)',
  segments: '1',
  prologue: 'NULL',
  tls_source: `'wire'`,
  asn: 'toUInt32(1000 + pow(address_hash % 1000 / 1000, 3) * 3000)',
  as_name: `concat('NETWORK-', toString(asn))`,
  country: `['FR', 'DE', 'US', 'GB', 'CN', 'BR', 'IN', 'RU', 'NL', 'ES', 'IT', 'PL'][1 + toUInt32(12 * pow(asn % 100 / 100, 2))]`,
};

/** Some time, in seconds since 1970. */
export interface Stretch {
  readonly begin: number;
  readonly seconds: number;
}

/**
 * Fills http_logs, and with it every aggregate, with so many requests from `first` on, within a stretch of time. Four connections of four requests each run side by side; addresses, hosts and paths are as
 * unequally popular as they are on real sites. The same number is always the same request, but for its time.
 */
export function generateRequests({ begin, seconds }: Stretch, first: number, count: number): string {
  return `INSERT INTO http_logs (${Object.keys(columns).join(', ')})
  WITH
    ${cardinalities.addresses} AS address_count,
    intDiv(number, 5000) AS batch,
    4 * intDiv(number, 16) + number % 4 AS connection,
    toUInt32(intDiv(number % 16, 4) + 1) AS sequence,
    cityHash64(number) AS hash,
    sipHash64(connection) AS connection_hash,
    toUInt32(address_count * pow((connection_hash % 1000003) / 1000003, 3)) AS address_index,
    cityHash64(address_index, 'address') AS address_hash,
    address_index % 10 = 9 AS is_v6,
    if(is_v6, toIPv6(concat('2a01:e0a:', lower(hex(toUInt16(address_hash))), '::', lower(hex(toUInt16(address_hash / 65536))))),
      toIPv6(concat('::ffff:', IPv4NumToString(toUInt32(16777216 * (11 + address_hash % 180) + address_index))))) AS address,
    1 + address_hash % ${profiles.length} AS profile,
    if(address_hash % 50 = 0, 1 + intDiv(address_hash, 50) % 3, ${ofProfile(stackOf)}) AS stack,
    ${ofProfile((p) => String(p.isBrowser))} AS shuffles,
    toUInt32(${cardinalities.fingerprints} * pow((intDiv(address_hash, 4096) % 100003) / 100003, 5)) AS fingerprint,
    toUInt32(${cardinalities.hosts} * pow((intDiv(connection_hash, 7919) % 10007) / 10007, 2)) AS host_index,
    concat(['www', 'shop', 'api', 'static', 'blog'][1 + host_index % 5], '.site', toString(intDiv(host_index, 5)), '.example') AS site,
    sequence > 1 AND hash % 10 < 7 AS is_asset,
    toUInt32(${cardinalities.paths} * pow((intDiv(hash, 1024) % 1000003) / 1000003, 4)) AS path_index,
    cityHash64(path_index, 'path') AS path_hash,
    if(is_asset, concat('/static/', ['css/', 'js/', 'img/'][1 + path_hash % 3], ['main', 'vendor', 'logo', 'page'][1 + path_hash % 4], '.', lower(substring(hex(path_hash), 1, 8)), ['.css', '.js', '.png'][1 + path_hash % 3]),
      concat(['/products/', '/articles/', '/account/', '/api/v2/items/', '/category/'][1 + path_hash % 5], ['red', 'blue', 'large', 'small', 'old', 'new'][1 + intDiv(path_hash, 8) % 6], '-', toString(path_index))) AS page,
    ${ofProfile((p) => text(p.userAgent))} AS agent,
    if(shuffles AND hash % 5 > 0, concat('https://', site, if(hash % 3 = 0, '/', concat('/category/', toString(connection_hash % 200)))), '') AS referring,
    concat(lower(hex(sipHash64(connection % 64))), '-', toString(intDiv(connection, 64))) AS connection_id,
    toDateTime64(${begin}, 6, 'UTC') + toIntervalMicrosecond(toUInt64((16 * intDiv(number, 16) - ${first}) / ${count} * ${seconds - 1}000000) + connection_hash % 200000) AS begin,
    begin + toIntervalMicrosecond(18000 + 100000 * (sequence - 1) + hash % 90000) AS request_time,
    't13d1516h2_' AS ja4_a,
    concat('002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,cca8,', lower(hex(toUInt16(fingerprint)))) AS ciphers,
    '0403,0804,0401,0503,0805,0501,0806,0601' AS algorithms,
    ['0005', '000a', '000b', '000d', '0012', '0017', '001b', '0023', '002b', '002d', '0033', '44cd', 'fe0d', 'ff01', '0000', '0010'] AS extensions,
    if(shuffles, arraySort(x -> cityHash64(x, connection_hash), extensions), extensions) AS shuffled
  SELECT ${Object.entries(columns)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(',\n    ')}
  FROM numbers(${first}, ${count}) SETTINGS optimize_on_insert = 0`;
}

/** Stores the handshakes of the requests of a stretch of time. */
export function generateHandshakes({ begin, seconds }: Stretch): string {
  const same = `sensor_id, conn_id, src_ip, src_port, dst_ip, dst_port, ifNull(transport, '') AS transport, ifNull(hello_index, 1) AS hello_index,
    ifNull(hello_hash, '') AS hello_hash, ifNull(ja4, '') AS ja4, ja4_r, ja4_o, ja4_ro, ja4_stable, ja3, ja3_hash, tls_version, tls_sni, tls_alpn,
    ip_meta_ttl, ip_meta_df, ip_meta_id, ip_meta_total_length, tcp_meta_window_size, tcp_meta_mss, tcp_meta_window_scale, tcp_meta_options,
    syn_to_clienthello_ms, segments`;
  const names = same.replace(/ifNull\(\w+, (?:''|1)\) AS /g, '');
  const range = `time >= toDateTime64(${begin}, 6, 'UTC') AND time < toDateTime64(${begin + seconds}, 6, 'UTC')`;
  return `INSERT INTO handshakes (time, batch_id, seq, received_at, source, ${names})
    SELECT assumeNotNull(tls_time), batch_id, seq, received_at, 'wire', ${same}
    FROM http_logs WHERE ${range} AND conn_seq = 1 AND tls_time IS NOT NULL`;
}
