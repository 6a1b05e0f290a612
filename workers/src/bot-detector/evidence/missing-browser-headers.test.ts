import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow, userAgents } from '../../testing/feature-row.js';
import { missingBrowserHeaders } from './missing-browser-headers.js';

const bare = { without_accept_language: 40, without_sec_fetch: 40 };

test('a modern browser that never sends what every browser sends is none', () => {
  const seen = missingBrowserHeaders.evidence(featureRow({ context: bare }));
  assert.match(seen!.detail, /^none of 40 requests has Accept-Language or Sec-Fetch-Mode/);
});

test('one request with the headers clears the client', () => {
  assert.equal(missingBrowserHeaders.evidence(featureRow({ context: { ...bare, without_sec_fetch: 39 } })), undefined);
});

test('a client that does not claim to be a modern browser owes no such headers', () => {
  const old = userAgents.chrome.replace('142', '70');
  for (const user_agents of [[userAgents.curl], [userAgents.googlebot], [old], [userAgents.chrome, userAgents.curl]]) {
    assert.equal(missingBrowserHeaders.evidence(featureRow({ context: { ...bare, user_agents } })), undefined);
  }
});

test('nothing is said without a handshake, without a User-Agent or on two requests', () => {
  assert.equal(missingBrowserHeaders.evidence(featureRow({ ja4: '', context: bare })), undefined);
  assert.equal(missingBrowserHeaders.evidence(featureRow({ context: { ...bare, user_agents: [] } })), undefined);
  const two = { without_accept_language: 2, without_sec_fetch: 2 };
  assert.equal(missingBrowserHeaders.evidence(featureRow({ requests: 2, context: two })), undefined);
});
