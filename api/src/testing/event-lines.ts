/** One request as a line of NDJSON; an override of undefined leaves the field out. */
export function httpLine(overrides: Record<string, unknown> = {}): string {
  return JSON.stringify({
    time: new Date().toISOString(),
    scheme: 'https',
    src_ip: '203.0.113.7',
    src_port: 40000,
    dst_ip: '192.0.2.1',
    dst_port: 443,
    method: 'GET',
    host: 'www.example.com',
    path: '/a',
    status: 200,
    headers: [
      ['Host', 'www.example.com'],
      ['User-Agent', 'curl/8.5.0'],
    ],
    ...overrides,
  });
}

/** One ClientHello as a line of NDJSON. */
export function tlsLine(overrides: Record<string, unknown> = {}): string {
  return JSON.stringify({
    time: new Date().toISOString(),
    conn_id: '',
    src_ip: '203.0.113.7',
    src_port: 40000,
    dst_ip: '192.0.2.1',
    dst_port: 443,
    transport: 't',
    hello_index: 1,
    hello_hash: '0011223344556677',
    ja4: 't13d1516h2_8daaf6152771_d8a2da3f94cd',
    tls_sni: 'www.example.com',
    tls_alpn: ['h2'],
    ip_meta_ttl: 57,
    source: 'wire',
    ...overrides,
  });
}

export function ndjson(lines: readonly string[]): string {
  return lines.join('\n') + '\n';
}
