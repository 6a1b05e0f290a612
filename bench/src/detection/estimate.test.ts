import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimates } from './estimate.js';

test('the interval is that of Student for so few runs', () => {
  // 1 to 5: standard error sqrt(2.5 / 5), t of four degrees 2.776.
  const runs = [1, 2, 3, 4, 5].map((recall) => ({ recall }));
  assert.deepEqual(estimates(runs), { recall: { mean: 3, ci95: 1.9658 } });
  assert.deepEqual(estimates([{ recall: 0.5 }]), { recall: { mean: 0.5, ci95: 0 } });
});

test('a persona that a run lacks is estimated over the others', () => {
  const { by } = estimates([{ by: { bot: 1, monitor: 0.5 } }, { by: { bot: 0 } }]);
  assert.deepEqual(by, { bot: { mean: 0.5, ci95: 6.355 }, monitor: { mean: 0.5, ci95: 0 } });
});
