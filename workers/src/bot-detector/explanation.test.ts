import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leadingFeatures, type RowExplanation } from './explanation.js';

const feature = (name: string, contribution: number, p_value: number | null, value: number | null = 1) => {
  return { feature: name, value, contribution, p_value, expected: 0 };
};
const leading = (...features: RowExplanation['features']) =>
  leadingFeatures({ features }).map(({ feature: name }) => name);

test('what is rare and raised the score comes before what raised it more but is usual here', () => {
  assert.deepEqual(leading(feature('usual', 0.05, 0.6), feature('rare', 0.03, 0.001)), ['rare', 'usual']);
  assert.deepEqual(leading(feature('less', 0.02, 0.001), feature('more', 0.03, 0.001)), ['more', 'less']);
});

test('what is missing, lowered the score or cannot be told rare does not lead', () => {
  const untold = feature('untold', 0.09, null);
  assert.deepEqual(leading(feature('missing', 0.1, 0.001, null), feature('low', -0.1, 0.001), untold), ['untold']);
  assert.deepEqual(leading(untold, feature('told', 0.01, 0.1)), ['told', 'untold']);
});
