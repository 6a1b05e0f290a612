import assert from 'node:assert/strict';
import { test } from 'node:test';
import { userAgents } from '../../testing/feature-row.js';
import { claimedBrowser } from './user-agent.js';

test('the engine and its version are read from the User-Agent', () => {
  assert.deepEqual(claimedBrowser(userAgents.chrome), { family: 'chromium', version: 142 });
  assert.deepEqual(claimedBrowser(`${userAgents.chrome} Edg/142.0.0.0`), { family: 'chromium', version: 142 });
  assert.deepEqual(claimedBrowser(userAgents.firefox), { family: 'firefox', version: 140 });
  assert.deepEqual(claimedBrowser(userAgents.safari), { family: 'safari', version: 18 });
  assert.deepEqual(claimedBrowser(userAgents.chromeOnIphone), { family: 'safari', version: 18 });
});

test('a crawler, a tool, the old Edge and WebKit on Linux claim no browser that is known', () => {
  const others = [
    userAgents.googlebot,
    userAgents.curl,
    '',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/142.0.0.0 Safari/537.36',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  ];
  for (const userAgent of others) assert.equal(claimedBrowser(userAgent), undefined, userAgent);
});
