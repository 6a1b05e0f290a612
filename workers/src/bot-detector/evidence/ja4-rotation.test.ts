import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow } from '../../testing/feature-row.js';
import { ja4Rotation } from './ja4-rotation.js';

const seen = (features: Record<string, number>) => ja4Rotation.evidence(featureRow({ features }));

test('one name with many cipher lists changes its handshake', () => {
  assert.match(seen({ ja4s: 9, user_agents: 1 })!.detail, /^the address came with 9 different cipher lists/);
});

test('an office has many browsers and many names, a person two', () => {
  assert.equal(seen({ ja4s: 6, user_agents: 14 }), undefined);
  assert.equal(seen({ ja4s: 2, user_agents: 1 }), undefined);
  assert.equal(seen({}), undefined);
});
