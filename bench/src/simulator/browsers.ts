import { android, linux, macos, present, windows, type Asked, type Client, type Stack } from './client.js';

/** JA4 of Chromium 156 as captured here; earlier versions from public signatures. See clickhouse/lists/clients.csv. */
const chromium: Client['ja4'] = [
  't13d1517h2_8daaf6152771_cb7bf5808d99',
  't13d1518h2_8daaf6152771_e2d80978ab2e',
  't13d1519h2_8daaf6152771_ef978865f1dc',
];
const chrome150: Client['ja4'] = ['t13d1516h2_8daaf6152771_806a8c22fdea'];
const firefox153: Client['ja4'] = [
  't13d1617h2_86a278354501_3cbfd9057e0d',
  't13d1617h2_86a278354501_e6dcd7ae0a9e',
  't13d1618h2_86a278354501_e7cacf613b58',
];
const firefox140: Client['ja4'] = ['t13d1717h2_5b57614c22b0_3cbfd9057e0d', 't13d1716h2_5b57614c22b0_0c27189014cf'];
const safari18: Client['ja4'] = ['t13d2014h2_a09f3c656075_e42f34c56612'];
const safari26: Client['ja4'] = ['t13d2013h2_a09f3c656075_7f0f34a4126d'];

const accept: Record<Asked, string> = {
  document: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  asset: '*/*',
  data: 'application/json, text/plain, */*',
};
const destination: Record<Asked, string> = { document: 'document', asset: 'script', data: 'empty' };
const mode: Record<Asked, string> = { document: 'navigate', asset: 'no-cors', data: 'cors' };

const site = (referer: string | undefined): string => (referer ? 'same-origin' : 'none');
const forDocument = (asked: Asked, value: string): string | undefined => (asked === 'document' ? value : undefined);

const alpn = ['h2', 'http/1.1'];
const shared = { alpn, httpVersion: '2', requestsPerConnection: 60 } as const;

function chrome(system: string, platform: string, stack: Stack, version: number, language: string): Client {
  const isMobile = platform === 'Android';
  const userAgent = `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 ${isMobile ? 'Mobile ' : ''}Safari/537.36`;
  const brands = `"Not:A-Brand";v="8", "Chromium";v="${version}", "Google Chrome";v="${version}"`;
  const hints: [string, string][] = [
    ['Sec-Ch-Ua', brands],
    ['Sec-Ch-Ua-Mobile', isMobile ? '?1' : '?0'],
    ['Sec-Ch-Ua-Platform', `"${platform}"`],
  ];
  return {
    ...shared,
    ...{ name: `Chrome ${version} ${platform}`, userAgent, ja4: version >= 152 ? chromium : chrome150, stack },
    h2: { settings: '1:65536;2:0;4:6291456;6:262144', windowUpdate: 15_663_105, pseudoOrder: 'm,a,s,p' },
    headers: (asked, referer) =>
      present([
        ...(asked === 'document' ? hints : [hints[2]!]),
        ['Upgrade-Insecure-Requests', forDocument(asked, '1')],
        ['User-Agent', userAgent],
        ...(asked === 'document' ? [] : [hints[0]!, hints[1]!]),
        ['Accept', accept[asked]],
        ['Sec-Fetch-Site', site(referer)],
        ['Sec-Fetch-Mode', mode[asked]],
        ['Sec-Fetch-User', forDocument(asked, '?1')],
        ['Sec-Fetch-Dest', destination[asked]],
        ['Referer', referer],
        ['Accept-Encoding', 'gzip, deflate, br, zstd'],
        ['Accept-Language', language],
        ['Priority', asked === 'document' ? 'u=0, i' : 'u=1'],
      ]),
  };
}

function firefox(system: string, stack: Stack, version: number, language: string): Client {
  const userAgent = `Mozilla/5.0 (${system}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
  return {
    ...shared,
    ...{ name: `Firefox ${version}`, userAgent, ja4: version >= 150 ? firefox153 : firefox140, stack },
    h2: { settings: '1:65536;2:0;4:131072;5:16384', windowUpdate: 12_517_377, pseudoOrder: 'm,p,a,s' },
    headers: (asked, referer) =>
      present([
        ['User-Agent', userAgent],
        ['Accept', accept[asked]],
        ['Accept-Language', language],
        ['Accept-Encoding', 'gzip, deflate, br, zstd'],
        ['Referer', referer],
        ['Upgrade-Insecure-Requests', forDocument(asked, '1')],
        ['Sec-Fetch-Dest', destination[asked]],
        ['Sec-Fetch-Mode', mode[asked]],
        ['Sec-Fetch-Site', site(referer)],
        ['Sec-Fetch-User', forDocument(asked, '?1')],
        ['Priority', forDocument(asked, 'u=0, i')],
        ['Te', 'trailers'],
      ]),
  };
}

function safari(system: string, version: string, isMobile: boolean, language: string): Client {
  const userAgent = `Mozilla/5.0 (${system}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} ${isMobile ? 'Mobile/15E148 ' : ''}Safari/604.1`;
  return {
    ...shared,
    ...{ name: `Safari ${version}`, userAgent, ja4: version.startsWith('26') ? safari26 : safari18, stack: macos },
    h2: { settings: '2:0;3:100;4:2097152;9:1', windowUpdate: 10_420_225, pseudoOrder: 'm,s,a,p' },
    headers: (asked, referer) =>
      present([
        ['Sec-Fetch-Dest', destination[asked]],
        ['User-Agent', userAgent],
        ['Accept', accept[asked]],
        ['Referer', referer],
        ['Sec-Fetch-Site', site(referer)],
        ['Sec-Fetch-Mode', mode[asked]],
        ['Accept-Language', language],
        ['Priority', asked === 'document' ? 'u=0, i' : 'u=1, i'],
        ['Accept-Encoding', 'gzip, deflate, br'],
      ]),
  };
}

const languages = ['en-US,en;q=0.9', 'fr-FR,fr;q=0.9,en;q=0.8', 'de-DE,de;q=0.9,en;q=0.7', 'es-ES,es;q=0.9'];

/** Browsers on desks, the most frequent first. */
export const desktopBrowsers: readonly Client[] = languages.flatMap((language) => [
  chrome('Windows NT 10.0; Win64; x64', 'Windows', windows, 156, language),
  chrome('Macintosh; Intel Mac OS X 10_15_7', 'macOS', macos, 156, language),
  chrome('Windows NT 10.0; Win64; x64', 'Windows', windows, 150, language),
  firefox('Windows NT 10.0; Win64; x64', windows, 153, language),
  safari('Macintosh; Intel Mac OS X 10_15_7', '18.4', false, language),
  chrome('X11; Linux x86_64', 'Linux', linux, 156, language),
  firefox('X11; Linux x86_64', linux, 153, language),
  firefox('Macintosh; Intel Mac OS X 10.15', macos, 140, language),
]);

/** Browsers in hands, the most frequent first. */
export const mobileBrowsers: readonly Client[] = languages.flatMap((language) => [
  chrome('Linux; Android 10; K', 'Android', android, 156, language),
  safari('iPhone; CPU iPhone OS 18_6 like Mac OS X', '18.4', true, language),
  safari('iPhone; CPU iPhone OS 18_7 like Mac OS X', '26.0', true, language),
  chrome('Linux; Android 10; K', 'Android', android, 150, language),
]);

/** Chromium without a window, as automation drives it; its User-Agent says what it is told to. */
export function headlessChromium(userAgentOf: Client): Client {
  const real = chrome('X11; Linux x86_64', 'Linux', linux, 156, 'en-US,en;q=0.9');
  const claims = new Map(userAgentOf.headers('document', undefined));
  return {
    ...real,
    name: 'headless Chromium',
    userAgent: userAgentOf.userAgent,
    headers: (asked, referer) =>
      real.headers(asked, referer).map(([name, value]) => [name, name === 'User-Agent' ? claims.get(name)! : value]),
  };
}

/** A library that copies a browser's handshake and headers; the operating system below it is a server's. */
export function impersonator(browser: Client): Client {
  return { ...browser, name: `impersonated ${browser.name}`, stack: linux, ja4: [browser.ja4[0]] };
}
