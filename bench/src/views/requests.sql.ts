interface MadeUp {
  readonly from?: string;
  readonly perHour?: number;
}

/**
 * An INSERT of so many made-up requests into bench_source, with the cardinalities of a busy site: 200,000 addresses (2,000 at a time, one in ten IPv6),
 * 200 JA4s, 50 hosts, 30,000 paths of which few have most requests. Requests of 5,000 are a batch.
 */
export function madeUpRequests(
  requests: number,
  { from = '2026-11-20 00:00:00', perHour = 50_000 }: MadeUp = {},
): string {
  const headers = `['Host', 'User-Agent', 'Accept', 'Accept-Language', 'Accept-Encoding', 'Sec-Fetch-Mode', 'Sec-Fetch-Dest', 'Sec-Ch-Ua']`;
  const columns: Record<string, string> = {
    time: `toDateTime64('${from}', 6, 'UTC') + toIntervalMicrosecond(n * ${3_600_000_000 / perHour} + h % 60000)`,
    batch_id: `toUUID(concat('00000000-0000-5000-8000-', leftPad(toString(intDiv(n, 5000)), 12, '0')))`,
    seq: 'n % 5000 + 1',
    join_no: 'intDiv(n, 5000)',
    sensor_id: `concat('web-', toString(n % 4))`,
    received_at: 'time + 1',
    correlated: 'h % 20 != 0',
    orphan_side: `if(correlated, '', 'http')`,
    orphan_reason: `if(correlated, '', 'no_handshake')`,
    req_id: 'hex(h)',
    conn_id: `concat('c0ffee-', toString(client), '-', toString(intDiv(n, 8000)))`,
    conn_seq: '1 + n % 8',
    scheme: `'https'`,
    client_ip: `toIPv6(if(client % 10 = 0, concat('2001:db8:', hex(toUInt16(client)), '::', toString(client % 1000)),
      concat('::ffff:', IPv4NumToString(toUInt32(167772160 + client * 37)))))`,
    src_ip: 'client_ip',
    src_port: '10000 + client % 50000',
    dst_ip: `toIPv6('::ffff:192.0.2.10')`,
    dst_port: '443',
    method: `if(h % 30 = 0, 'POST', 'GET')`,
    host: `concat('host-', toString(client % 50), '.example')`,
    path: `multiIf(h % 100 = 0, '/.env', page % 4 = 0, concat('/static/asset-', toString(page), '.js'),
      page % 4 = 1, concat('/img/', toString(page), '.png'), concat('/shop/category-', toString(page % 40), '/item-', toString(page)))`,
    query: `if(h % 5 = 0, concat('q=', toString(h % 1000)), '')`,
    http_version: `if(kind < 3, '2', '1.1')`,
    status: '[200, 200, 200, 200, 304, 404, 403, 500, 302, 200][h % 10 + 1]',
    bytes_in: '400 + h % 300',
    bytes_out: '1000 + h % 40000',
    duration_us: '300 + h % 90000',
    headers: `arrayMap(name -> (name, concat(name, ' value')), arraySlice(${headers}, 1, 4 + kind))`,
    user_agent: `concat('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/',
      toString(100 + client % 50), '.0.', toString(client % 60), '.0 Safari/537.36')`,
    referer: `if(h % 3 = 0, 'https://shop.example/shop', '')`,
    accept_language: `if(kind = 4, '', 'en-US,en;q=0.9')`,
    accept_encoding: `'gzip, deflate, br'`,
    sec_fetch_mode: `if(kind < 3, 'navigate', '')`,
    sec_ch_ua: `if(kind < 3, '"Chromium";v="140"', '')`,
    client_headers: `arrayStringConcat(arraySlice(${headers}, 1, 4 + kind), ',')`,
    header_order_hash: 'lower(hex(sipHash64(kind, fingerprint % 300)))',
    tls_time: 'if(correlated, time - 1, NULL)',
    ja4: `if(correlated, concat('t13d1516h2_', leftPad(lower(hex(fingerprint)), 12, '0'), '_02713d6af862'), NULL)`,
    ja3_hash: 'if(correlated, lower(hex(MD5(toString(fingerprint)))), NULL)',
    tls_sni: 'if(correlated, host, NULL)',
    tls_alpn: `['h2', 'http/1.1']`,
    ip_meta_ttl: '64',
    tcp_meta_window_size: '64240',
    tcp_meta_mss: '1460',
    tcp_meta_options: `'2-4-8-1-3'`,
    syn_to_clienthello_ms: 'toFloat64(client % 300) / 10',
    asn: '1000 + client % 3000',
    country: `['FR', 'DE', 'US', 'GB', 'CN', 'RU', 'NL', 'ES', 'IT', 'BR'][client % 10 + 1]`,
  };
  const selected = Object.entries(columns).map(([name, expression]) => `${expression} AS ${name}`);
  return `INSERT INTO bench_source (${Object.keys(columns).join(', ')})
    WITH number AS n, cityHash64(n, 1) AS h,
      toUInt32(cityHash64(intDiv(n, 20000), n % 2000) % 200000) AS client,
      toUInt32(least(29999, pow(30000, (h % 100000) / 100000))) AS page,
      cityHash64(client, 3) % 200 AS fingerprint, fingerprint % 5 AS kind
    SELECT ${selected.join(',\n      ')} FROM numbers(${requests})`;
}
