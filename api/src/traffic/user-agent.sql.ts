/**
 * Who a User-Agent says it is, and where, by what it holds (RE2); the first that fits counts. Declared bots come first:
 * many of them name a browser, too.
 */
const browsers: readonly [name: string, pattern: string][] = [
  ['bot', '(?i)bot\\b|bot/|crawl|spider|slurp|\\+https?:'],
  ['edge', '\\bEdg(e|A|iOS)?/\\d'],
  ['opera', '\\b(OPR|OPiOS)/\\d|^Opera/'],
  ['samsung', '\\bSamsungBrowser/\\d'],
  ['headless', '\\bHeadlessChrome/|PhantomJS'],
  ['firefox', '\\b(Firefox|FxiOS)/\\d'],
  ['chrome', '\\b(Chrome|CriOS|Chromium)/\\d'],
  ['safari', '\\bVersion/\\d.*\\bSafari/'],
  ['curl', '^curl/'],
  ['wget', '^Wget/'],
  ['python', '(?i)python|aiohttp|httpx|scrapy'],
  ['go', '^Go-http-client|^Go '],
  ['java', '(?i)^java/|okhttp|apache-httpclient|jersey'],
  ['node', '(?i)^node|axios|undici|got \\('],
];
const systems: readonly [name: string, pattern: string][] = [
  ['windows', 'Windows'],
  ['android', 'Android'],
  ['ios', '\\b(iPhone|iPad|iPod)\\b'],
  ['macos', 'Macintosh|Mac OS X'],
  ['chromeos', '\\bCrOS\\b'],
  ['linux', 'Linux|X11'],
];

/** Browsers that people sit in front of. */
const peoplesBrowsers = ['edge', 'opera', 'samsung', 'firefox', 'chrome', 'safari'];

const firstOf = (choices: readonly [string, string][], column: string): string => {
  const cases = choices.map(([name, pattern]) => `match(${column}, '${pattern.replaceAll('\\', '\\\\')}'), '${name}'`);
  return `multiIf(${column} = '', '', ${cases.join(', ')}, 'other')`;
};

/** SQL of the kind of client that a User-Agent names: a browser, a tool, `bot`, or `other`; empty without a User-Agent. */
export const browserOf = (column: string): string => firstOf(browsers, column);

/** SQL of the operating system that a User-Agent names, or `other`. */
export const osOf = (column: string): string => firstOf(systems, column);

/** SQL of whether a User-Agent claims a browser that people use. */
export const isBrowser = (column: string): string =>
  `${browserOf(column)} IN (${peoplesBrowsers.map((name) => `'${name}'`).join(', ')})`;

/**
 * SQL of the five most frequent values of a low number of them among the rows of a group that have a User-Agent: value,
 * requests, share. A row is of `t.requests` requests.
 */
export function topFive(value: string): string {
  const counts = `sumMapIf(map(${value}, t.requests), t.user_agent != '')`;
  const total = `sumIf(t.requests, t.user_agent != '')`;
  return `arrayMap(x -> CAST((x.1, x.2, x.2 / ${total}), 'Tuple(value String, requests UInt64, share Float64)'),
    arraySlice(arrayReverseSort(x -> (x.2, x.1), arrayZip(mapKeys(${counts} AS counted), mapValues(counted))), 1, 5))`;
}
