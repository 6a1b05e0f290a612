import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow, userAgents } from '../../testing/feature-row.js';
import { h2SettingsMismatch } from './h2-settings-mismatch.js';

const chromium = '1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p';
const firefox = '1:65536;2:0;4:131072;5:16384|12517377|0|m,p,a,s';
const curl = '3:100;4:10485760;2:0|1048510465|0|m,s,a,p';
const go = '2:0;4:4194304;6:10485760|1073741824|0|a,m,p,s';
const seen = (h2_fingerprint: string, ...user_agents: string[]) =>
  h2SettingsMismatch.evidence(featureRow({ context: { h2_fingerprint, user_agents } }));

test('a browser that opens HTTP/2 like another, or like none, is another program', () => {
  assert.match(
    seen(firefox, userAgents.chrome)!.detail,
    /^HTTP\/2 is opened with 1:65536.* as firefox does; .* Chrome\/142/,
  );
  assert.match(seen(go, userAgents.chrome)!.detail, /as no known browser does/);
  assert.ok(seen(curl, userAgents.firefox));
  assert.ok(
    seen(chromium.replace('6291456', '131072'), userAgents.chrome),
    'the settings of one with the order of another',
  );
});

test('honest browsers of every age open it as they do', () => {
  const safari = ['2:0;3:100;4:2097152;9:1|10420225|0|m,s,a,p', '2:0;4:4194304;3:100|10485760|0|m,s,p,a'];
  assert.equal(seen(chromium, userAgents.chrome), undefined);
  assert.equal(seen(firefox, userAgents.firefox), undefined);
  for (const each of safari) assert.equal(seen(each, userAgents.safari, userAgents.chromeOnIphone), undefined);
  assert.equal(seen('1:4096;4:32768;5:16384|12517377|0|m,p,a,s', userAgents.firefox), undefined);
});

test('HTTP/1, half a fingerprint, a tool, and two browsers behind one address say nothing', () => {
  assert.equal(seen('', userAgents.chrome), undefined);
  assert.equal(seen('1:65536|1|0|', userAgents.chrome), undefined);
  assert.equal(seen(go, 'Go-http-client/2.0'), undefined);
  assert.equal(seen(firefox, userAgents.chrome, userAgents.firefox), undefined);
});
