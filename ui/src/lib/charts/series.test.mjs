import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heightsOf } from './series.ts';

test('stacked series stand on each other, others on the ground', () => {
  /** @type {(form: 'stack' | 'bar' | 'line', values: (number | null)[]) => import('./series.ts').Series} */
  const series = (form, values) => ({ label: '', colour: '', form, values });
  assert.deepEqual(heightsOf([series('stack', [1, 2]), series('line', [9, 9]), series('stack', [3, 4])]), [
    [1, 2],
    [9, 9],
    [4, 6],
  ]);
  assert.deepEqual(heightsOf([]), []);
  assert.deepEqual(heightsOf([series('stack', [1, 2]), series('line', [9, null])]), [
    [1, 2],
    [9, null],
  ]);
});
