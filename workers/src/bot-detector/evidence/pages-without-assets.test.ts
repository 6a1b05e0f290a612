import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow, userAgents } from '../../testing/feature-row.js';
import { pagesWithoutAssets } from './pages-without-assets.js';

const scraper = { bare_documents: 1, referer_ratio: 0, unique_path_ratio: 1 };
const seen = (features: Record<string, number>, different: Parameters<typeof featureRow>[0] = {}) =>
  pagesWithoutAssets.evidence(featureRow({ features, requests: 40, ...different }));

test('a browser that reads forty pages and loads nothing that belongs to them is none', () => {
  assert.match(seen(scraper)!.detail, /^none of 40 requests is for a style, script, image or favicon, and none has/);
});

test('a reader loads files, follows links, or waits for one page', () => {
  assert.equal(seen({ ...scraper, bare_documents: 0 }), undefined);
  assert.equal(seen({ ...scraper, referer_ratio: 0.9 }), undefined, 'files are on another host');
  assert.equal(seen({ ...scraper, unique_path_ratio: 0.05 }), undefined, 'a page that renews itself');
  assert.equal(seen(scraper, { requests: 8 }), undefined, 'links of a mail in new tabs');
});

test('a program that says so, one that does not dress up, and who comes through a proxy are not judged', () => {
  assert.equal(seen(scraper, { context: { user_agents: [userAgents.curl] } }), undefined);
  assert.equal(
    seen(scraper, { context: { without_sec_fetch: 40 } }),
    undefined,
    'an application under the name of a web view',
  );
  assert.equal(seen(scraper, { context: { verified_bot: 'googlebot' } }), undefined);
  assert.equal(seen(scraper, { ja4: '' }), undefined);
  assert.equal(seen({}), undefined, 'nothing is known of its requests');
});
