import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  claimedBrowser,
  foreignHeaderOrders,
  judgedHeaderOrder,
  systemClaims,
  tcpStacks,
  tlsFamilies,
  tlsFamily,
} from './clients.js';

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15';
const chromeOnIphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0.7444.46 Mobile/15E148 Safari/604.1';

test('the engine and its version are read from the User-Agent', () => {
  assert.deepEqual(claimedBrowser(chrome), { family: 'chromium', version: 142 });
  assert.deepEqual(claimedBrowser(`${chrome} Edg/142.0.0.0`), { family: 'chromium', version: 142 });
  assert.deepEqual(claimedBrowser(firefox), { family: 'firefox', version: 140 });
  assert.deepEqual(claimedBrowser(safari), { family: 'safari', version: 18 });
  assert.deepEqual(claimedBrowser(chromeOnIphone), { family: 'safari', version: 18 });
});

test('a crawler, a tool, the old Edge and WebKit on Linux claim no browser that is known', () => {
  const others = [
    'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/142.0.0.0 Safari/537.36',
    'curl/8.14.1',
    '',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/142.0.0.0 Safari/537.36',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  ];
  for (const userAgent of others) assert.equal(claimedBrowser(userAgent), undefined, userAgent);
});

test('the family of a handshake is that of its cipher list', () => {
  assert.equal(tlsFamily('t13d1911h2_9dc949149365_97f8aa674fd9'), 'go');
  assert.equal(tlsFamily('t13d1911h2_000000000000_97f8aa674fd9'), undefined);
  assert.equal(tlsFamily(''), undefined);
  for (const hash of tlsFamilies.keys()) assert.match(hash, /^[0-9a-f]{12}$/);
});

const isForeign = (family: 'chromium' | 'firefox', names: string): boolean =>
  new RegExp(foreignHeaderOrders[family]!).test(`,${names.toLowerCase()},`);

test('what browsers send is in their order: documents, styles, fetches, forms, revalidation', () => {
  const chromium = [
    'Sec-Ch-Ua,Sec-Ch-Ua-Mobile,Sec-Ch-Ua-Platform,Upgrade-Insecure-Requests,User-Agent,Accept,Sec-Fetch-Site,Sec-Fetch-Mode,Sec-Fetch-User,Sec-Fetch-Dest,Referer,Accept-Encoding,Accept-Language,Cookie,If-None-Match,If-Modified-Since,Priority,Host',
    'Sec-Ch-Ua-Platform,User-Agent,Sec-Ch-Ua,Sec-Ch-Ua-Mobile,Accept,If-None-Match,Sec-Fetch-Site,Sec-Fetch-Mode,Sec-Fetch-Dest,Referer,Accept-Encoding,Accept-Language,Cookie,Host',
    'Content-Length,Cache-Control,Sec-Ch-Ua,Upgrade-Insecure-Requests,Content-Type,User-Agent,Origin,Accept,Sec-Fetch-Mode,Referer,Accept-Encoding,Accept-Language,Host',
    'Content-Length,Accept-Language,Accept,Content-Type,User-Agent,Sec-Fetch-Mode,Accept-Encoding,Host',
  ];
  for (const names of chromium) assert.ok(!isForeign('chromium', names), names);
  const gecko = [
    'User-Agent,Accept,Accept-Language,Accept-Encoding,Referer,Upgrade-Insecure-Requests,Sec-Fetch-Dest,Priority,Te,Host',
    'Host,User-Agent,Accept,Accept-Language,Accept-Encoding,Connection,Sec-GPC',
  ];
  for (const names of gecko) assert.ok(!isForeign('firefox', names), names);
});

test('what programs send under the name of a browser is not', () => {
  const curl =
    'User-Agent,Accept-Encoding,Sec-Ch-Ua,Upgrade-Insecure-Requests,Accept,Sec-Fetch-Mode,Referer,Accept-Language,Host';
  const requests = 'Host,User-Agent,Accept-Encoding,Accept,Connection,Accept-Language';
  for (const names of [curl, requests]) {
    assert.ok(isForeign('chromium', names), names);
    assert.ok(isForeign('firefox', names), names);
  }
});

test('parts of media and requests without Accept-Encoding are not judged', () => {
  assert.ok(!',user-agent,accept,'.includes(judgedHeaderOrder.needs));
  assert.ok(',accept-encoding,user-agent,range,'.includes(judgedHeaderOrder.without));
});

test('the operating system is read from the User-Agent, and told by TTL and options', () => {
  const systemOf = (userAgent: string) =>
    systemClaims.find(([pattern]) => new RegExp(pattern, 'i').test(userAgent))?.[1];
  assert.equal(systemOf(chrome), 'windows');
  assert.equal(systemOf(firefox), 'linux');
  assert.equal(systemOf('Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0.0.0'), 'linux');
  assert.equal(systemOf('Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'), 'linux');
  assert.equal(systemOf(safari), 'apple');
  assert.equal(systemOf('Mozilla/5.0 (Windows NT 10.0) compatible; examplebot/1.0'), null);
  assert.equal(systemOf('curl/8.14.1'), undefined);
  assert.equal(new Set(tcpStacks.map(({ system }) => system)).size, 3);
});
