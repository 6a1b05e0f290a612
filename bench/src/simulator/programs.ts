import { linux, present, type Client } from './client.js';

type Order = readonly [name: string, value?: string][];

/** A program that sends the same headers with every request, in the order that was measured of it. */
function program(name: string, userAgent: string, ja4: string, facts: Partial<Client>, order: Order): Client {
  return {
    ...{ name, userAgent, ja4: [ja4], alpn: [], httpVersion: '1.1', stack: linux, requestsPerConnection: 1, ...facts },
    headers: (_asked, referer) =>
      present(
        order.map(([header, value]) => {
          if (header === 'User-Agent') return [header, userAgent];
          return [header, header === 'Referer' ? referer : value];
        }),
      ),
  };
}

const kept = { requestsPerConnection: 50 };

export const curl = program(
  'curl 7.88',
  'curl/7.88.1',
  't13d3112h2_e8f1e7e78f70_b26ce05bbdd6',
  { alpn: ['h2', 'http/1.1'], httpVersion: '2' },
  [['User-Agent'], ['Accept', '*/*']],
);

export const monitor = program(
  'uptime monitor',
  'Mozilla/5.0+(compatible; UptimeCheck/2.0; https://uptime.example/)',
  't13d190900_9dc949149365_97f8aa674fd9',
  {},
  [['User-Agent'], ['Accept', '*/*'], ['Accept-Encoding', 'gzip'], ['Connection', 'close']],
);

/** python-requests; `userAgent` where the script sets one. */
export const pythonRequests = (userAgent = 'python-requests/2.32.3'): Client =>
  program('python-requests', userAgent, 't13d4312h1_c7886603b240_b26ce05bbdd6', kept, [
    ['User-Agent'],
    ['Accept-Encoding', 'gzip, deflate'],
    ['Accept', '*/*'],
    ['Connection', 'keep-alive'],
  ]);

export const scrapy = program(
  'scrapy',
  'Scrapy/2.12.0 (+https://scrapy.org)',
  't13d311000_e8f1e7e78f70_a29327ec888c',
  kept,
  [
    ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['Accept-Language', 'en'],
    ['User-Agent'],
    ['Accept-Encoding', 'gzip, deflate'],
  ],
);

/** Go's net/http; `userAgent` where the program sets one. */
export const goHttp = (name: string, userAgent = 'Go-http-client/1.1'): Client =>
  program(name, userAgent, 't13d190900_9dc949149365_97f8aa674fd9', kept, [['User-Agent'], ['Accept-Encoding', 'gzip']]);

export const javaClient = program(
  'Java HttpClient',
  'Java-http-client/21.0.12',
  't13d3113h2_1d947a95fc68_7e1102d2036b',
  { ...kept, alpn: ['h2', 'http/1.1'], httpVersion: '2' },
  [['User-Agent'], ['Accept', 'application/json']],
);

export const nodeFetch = program(
  'Node fetch',
  'node',
  't13d5911h1_a33745022dd6_1f22a2ca17c4',
  { ...kept, alpn: ['http/1.1'] },
  [
    ['connection', 'keep-alive'],
    ['accept', 'application/json'],
    ['accept-language', '*'],
    ['sec-fetch-mode', 'cors'],
    ['User-Agent'],
    ['accept-encoding', 'br, gzip, deflate'],
  ],
);

export const feedReader = program(
  'feed reader',
  'FeedFetcher/3.2 (+https://reader.example/bot)',
  't13d311100_e8f1e7e78f70_d41ae481755e',
  {},
  [['Accept-Encoding', 'gzip'], ['User-Agent'], ['Accept', 'application/rss+xml'], ['Connection', 'close']],
);

export const linkPreview = program(
  'link preview',
  'Mozilla/5.0 (compatible; ChatPreview/1.0; +https://chat.example/preview)',
  't13d1911h2_9dc949149365_e7c285222651',
  { alpn: ['h2', 'http/1.1'], httpVersion: '2' },
  [['User-Agent'], ['Accept', 'text/html'], ['Accept-Encoding', 'gzip']],
);

const googlebotName = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const crawlerOrder: Order = [
  ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
  ['From', 'bot@crawler.example'],
  ['User-Agent'],
  ['Accept-Encoding', 'gzip, deflate, br'],
];

/** A crawler of a search engine, from its own addresses. */
export const googlebot = program(
  'Googlebot',
  googlebotName,
  't13d301200_1d37bd780c83_ecd0401ec68b',
  kept,
  crawlerOrder,
);
/** A script that says it is one. */
export const falseGooglebot = { ...pythonRequests(googlebotName), name: 'false Googlebot' };

export const vulnerabilityScanner = goHttp('ffuf', 'Fuzz Faster U Fool v2.1.0');
export const sqlmap = program(
  'sqlmap',
  'sqlmap/1.9.6#stable (https://sqlmap.org)',
  't12d280700_d943125447b4_e7e480e5a997',
  {},
  [
    ['Cache-Control', 'no-cache'],
    ['User-Agent'],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'gzip,deflate'],
    ['Connection', 'close'],
  ],
);
