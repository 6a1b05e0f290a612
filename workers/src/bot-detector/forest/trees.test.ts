import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileTrees } from './compile.js';
import { grownTree } from './grow.js';
import { seededRandom } from './random.js';
import { Trees } from './trees.js';

const sampleOf = (values: Float64Array, width: number, rows: number, tree: number): Float64Array =>
  values.slice(tree * width, (tree + rows) * width);

test('attribution adds up to the expected minus the actual path length, row by row', () => {
  const random = seededRandom(3, 0);
  const width = 5;
  const values = Float64Array.from({ length: 400 * width }, () => random() ** 2);
  const grown = Array.from({ length: 50 }, (_, tree) =>
    grownTree(sampleOf(values, width, 128, tree), 128, seededRandom(1, tree)),
  );
  const trees = new Trees(compileTrees(grown, 7));
  const lengths = trees.pathLengths(values, width);
  for (const [row, length] of lengths.entries()) {
    const { expected, shortened } = trees.attribution(values.subarray(row * width, (row + 1) * width));
    const sum = shortened.reduce((total, value) => total + value, 0);
    assert.ok(Math.abs(sum - (expected - length)) < 1e-9);
  }
});

test('a tree depends on its rows and its draws alone', () => {
  const values = Float64Array.from({ length: 32 }, (_, at) => at);
  const code = (seed: number, tree: number) => compileTrees([grownTree(values, 32, seededRandom(seed, tree))], 5);
  assert.deepEqual(code(1, 4), code(1, 4));
  assert.notDeepEqual(code(1, 4), code(1, 5));
  assert.notDeepEqual(code(1, 4), code(2, 4));
});
