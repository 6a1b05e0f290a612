const agents = ['Mozilla/5.0 (X11) Chrome/140', 'Mozilla/5.0 (X11) Firefox/140', 'Mozilla/5.0 (Mac) Safari/18'];

/** Sends requests of one client that changes its name, with its handshakes, and has them correlated. */
export async function sendTraffic(api, clientIp = '203.0.113.7') {
  const authorization = `Bearer ${await api.keyOf('sensor', { sensor_id: 'web-1' })}`;
  const connections = agents.map((agent, index) => ({ agent, src_port: 40_000 + index }));
  const common = { src_ip: clientIp, dst_ip: '192.0.2.1', dst_port: 443 };
  const handshakes = connections.map(({ src_port }) => ({
    ...common,
    src_port,
    time: new Date(Date.now() - 1000).toISOString(),
    conn_id: '',
    transport: 't',
    hello_index: 1,
    hello_hash: '0011223344556677',
    ja4: 't13d1516h2_8daaf6152771_d8a2da3f94cd',
    tls_alpn: ['h2'],
    source: 'wire',
  }));
  const requests = connections.map(({ agent, src_port }) => ({
    ...common,
    src_port,
    time: new Date().toISOString(),
    scheme: 'https',
    method: 'GET',
    host: 'shop.example',
    path: '/.env',
    status: 404,
    headers: [
      ['Host', 'shop.example'],
      ['User-Agent', agent],
    ],
  }));
  const ndjson = (lines) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  await api.call('POST', '/v1/events/tls', ndjson(handshakes), { authorization });
  const { batch_id } = await api.call('POST', '/v1/events/http', ndjson(requests), { authorization });
  await api.call('POST', '/v1/correlation/run', { batch_ids: [batch_id] });
}

/** Writes open detections of these levels, one of each address given. */
export async function writeDetections(api, found) {
  const now = new Date().toISOString();
  const reason = { feature: null, value: null, expected: null, detail: 'asked for 12 sensitive paths' };
  const items = found.map(({ client_ip, level }) => ({
    key: `evidence|${client_ip}|shop.example`,
    kind: 'evidence',
    client_ip,
    ja4: 't13d1516h2_8daaf6152771_d8a2da3f94cd',
    host: 'shop.example',
    first_seen: now,
    last_seen: now,
    requests: 12,
    score: 0.9,
    level,
    model_id: null,
    reasons: [{ ...reason, key: 'sensitive-path-scanning', severity: level }],
  }));
  const authorization = `Bearer ${await api.keyOf('worker')}`;
  await api.call('PUT', '/v1/detections', { items }, { authorization });
}
