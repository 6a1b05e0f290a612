import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow } from '../../testing/feature-row.js';
import { requestBurst, requestRate } from './request-rate.js';

const flood = { peak_minute: Math.log10(480), asset_ratio: 0, user_agents: 1 };
const row = (features: Record<string, number>, context = {}) =>
  featureRow({ features, context: { busiest_ten_seconds: 120, ...context } });

test('hundreds of documents in a minute from one client are too many', () => {
  assert.match(requestRate.evidence(row(flood))!.detail, /^480 requests in the busiest minute/);
  assert.match(requestBurst.evidence(row(flood))!.detail, /^120 requests in ten seconds/);
});

test('a page with its images, an office, a carrier and a verified crawler are not one client that floods', () => {
  for (const honest of [
    row({ ...flood, asset_ratio: 0.9 }),
    row({ ...flood, user_agents: 40 }),
    row(flood, { verified_bot: 'googlebot' }),
    row({}),
  ]) {
    assert.equal(requestRate.evidence(honest), undefined);
    assert.equal(requestBurst.evidence(honest), undefined);
  }
});

test('a program that asks every second is no flood', () => {
  const steady = row({ ...flood, peak_minute: Math.log10(60) }, { busiest_ten_seconds: 10 });
  assert.equal(requestRate.evidence(steady), undefined);
  assert.equal(requestBurst.evidence(steady), undefined);
});
