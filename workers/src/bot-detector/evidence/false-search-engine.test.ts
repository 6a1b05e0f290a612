import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow, userAgents } from '../../testing/feature-row.js';
import { falseSearchEngine } from './false-search-engine.js';

const seen = (false_bot: string | null, verified_bot: string | null = null) =>
  falseSearchEngine.evidence(featureRow({ context: { user_agents: [userAgents.googlebot], false_bot, verified_bot } }));

test('a crawler that comes from no address of its own is false', () => {
  assert.match(seen('googlebot')!.detail, /^203\.0\.113\.7 is no published address of googlebot, .* Googlebot\/2\.1/);
});

test('a verified crawler, and one whose addresses were never imported, are not', () => {
  assert.equal(seen(null, 'googlebot'), undefined);
  assert.equal(seen(null), undefined);
});
