import { ja4s, userAgents } from './feature-row.js';

/** One client with one connection: what it asks for, one request after the other, a few seconds apart. */
export interface Visit {
  readonly clientIp: string;
  readonly port: number;
  /** Of the first request, in ms. */
  readonly start: number;
  readonly ja4: string;
  readonly userAgent: string;
  readonly requests: readonly { method: string; path: string; status: number; bytesOut: number }[];
}

const browserHeaders = [
  ['Accept-Language', 'en'],
  ['Sec-Fetch-Mode', 'navigate'],
];

/** The NDJSON bodies of the requests and of the handshakes of visits. */
export function eventsOf(visits: readonly Visit[]): { http: string; tls: string } {
  const lines = (events: object[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');
  const connection = ({ clientIp, port }: Visit) => ({
    ...{ conn_id: `${clientIp}-${port}`, src_ip: clientIp, src_port: port, dst_ip: '192.0.2.10', dst_port: 443 },
  });
  const http = visits.flatMap((visit) =>
    visit.requests.map(({ method, path, status, bytesOut }, at) => ({
      ...connection(visit),
      time: new Date(visit.start + at * 7000 + ((at * 1931) % 4000)).toISOString(),
      conn_seq: at + 1,
      ...{ scheme: 'https', method, host: 'shop.example', path, status, bytes_out: bytesOut, http_version: '1.1' },
      headers: [
        ['Host', 'shop.example'],
        ['User-Agent', visit.userAgent],
        ...(visit.userAgent === userAgents.curl ? [] : browserHeaders),
      ],
    })),
  );
  const tls = visits.map((visit) => ({
    ...connection(visit),
    time: new Date(visit.start - 20).toISOString(),
    ...{ transport: 't', ja4: visit.ja4, tls_sni: 'shop.example', source: 'module' },
  }));
  return { http: lines(http), tls: lines(tls) };
}

/** A person who looks at some pages, each a little different. */
export function browsing(index: number, start: number): Visit {
  const pages = 4 + (index % 9);
  return {
    ...{ clientIp: `198.51.100.${1 + (index % 200)}`, port: 20_000 + index, start },
    ...{ ja4: ja4s.chromium, userAgent: userAgents.chrome },
    requests: Array.from({ length: pages }, (_, at) => ({
      method: 'GET',
      path: at % 3 ? `/assets/${(index + at) % 17}.css` : `/articles/${(index * 7 + at) % 23}`,
      status: at % 5 === 4 ? 304 : 200,
      bytesOut: 1000 + ((index * 31 + at * 17) % 900),
    })),
  };
}

/** A client that sends the same kind of request over and over. */
export function repeating(
  who: Pick<Visit, 'clientIp' | 'start' | 'ja4' | 'userAgent'>,
  count: number,
  request: (at: number) => Visit['requests'][number],
): Visit {
  return { ...who, port: 40_000, requests: Array.from({ length: count }, (_, at) => request(at)) };
}
