import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LibraryNode } from 'ml-isolation-forest';
import { averagePathLength } from './average-path-length.js';
import { compileTrees, LEAF } from './compile.js';
import type { GrownTree } from './grow.js';
import { Trees } from './trees.js';

const leaf = (rows: number): LibraryNode => ({ trainingSet: Array.from({ length: rows }, () => []) });
const split = (column: number, value: number, left: LibraryNode, right: LibraryNode): LibraryNode => ({
  left,
  right,
  splitColumn: column,
  splitValue: value,
});

/** A tree whose leaves hold equal rows, so that nothing is split further. */
const grown = (root: LibraryNode): GrownTree => ({ root, regrow: () => assert.fail('equal rows are not split') });
const compiled = (root: LibraryNode, depthLimit: number) => compileTrees([grown(root)], depthLimit);

test('a tree becomes its nodes in preorder', () => {
  const code = compiled(split(1, 0.5, leaf(3), split(0, 2, leaf(1), leaf(4))), 8);
  assert.deepEqual([...code.splits], [1, LEAF, 0, LEAF, LEAF]);
  assert.deepEqual([...code.thresholds], [0.5, 2]);
  assert.deepEqual([...code.leafRows], [3, 1, 4]);
});

test('a split with an empty side is left out and costs no depth', () => {
  const code = compiled(split(0, 1, leaf(0), split(1, 2, leaf(2), leaf(0))), 8);
  assert.deepEqual([...code.splits], [LEAF]);
  assert.deepEqual([...code.leafRows], [2]);
});

test('rows that the library left together although they differ are split on, up to the depth limit', () => {
  const together: LibraryNode = { trainingSet: [[1], [2], [2]] };
  const regrow = (rows: LibraryNode['trainingSet'] & {}): LibraryNode => {
    assert.deepEqual(rows, together.trainingSet);
    return split(0, 1.5, leaf(1), { trainingSet: [[2], [2]] });
  };
  assert.deepEqual([...compileTrees([{ root: together, regrow }], 1).leafRows], [1, 2]);
  assert.deepEqual([...compileTrees([{ root: together, regrow }], 0).leafRows], [3]);
});

test('what lies below the depth limit becomes one leaf with all its rows', () => {
  const code = compiled(split(0, 1, leaf(1), split(0, 2, leaf(2), leaf(3))), 1);
  assert.deepEqual([...code.splits], [0, LEAF, LEAF]);
  assert.deepEqual([...code.leafRows], [1, 5]);
});

test('a row goes left below the threshold, and its length is its depth plus c(rows) of its leaf', () => {
  const trees = new Trees(compiled(split(0, 10, leaf(1), split(0, 20, leaf(1), leaf(6))), 8));
  const lengths = trees.pathLengths(Float64Array.of(9, 10, 20), 1);
  assert.deepEqual([...lengths], [1, 2, 2 + averagePathLength(6)]);
});

test('code that ends inside a tree is refused', () => {
  const cut = { splits: Uint16Array.of(0, LEAF), thresholds: Float32Array.of(1), leafRows: Uint16Array.of(1) };
  assert.throws(() => new Trees(cut), RangeError);
});
