import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CompleteTrees, type TreeNode } from './complete-trees.js';

type Shape = number | { column: number; threshold: number; left: Shape; right: Shape };

const width = 3;
const shapes = fc.letrec<{ tree: Shape; leaf: Shape; split: Shape }>((tie) => ({
  tree: fc.oneof({ maxDepth: 6 }, tie('leaf'), tie('split')),
  leaf: fc.integer({ min: 0, max: 20 }),
  split: fc.record({
    column: fc.nat(width - 1),
    threshold: fc.integer({ min: -3, max: 3 }),
    left: tie('tree'),
    right: tie('tree'),
  }),
})).tree;

/** Numbers the nodes of some trees. */
function numbered(trees: Shape[]): { roots: number[]; nodes: TreeNode[] } {
  const nodes: TreeNode[] = [];
  const add = (shape: Shape): number => {
    if (typeof shape === 'number') return nodes.push({ length: shape }) - 1;
    const { column, threshold } = shape;
    const [left, right] = [add(shape.left), add(shape.right)];
    return nodes.push({ length: 0, split: { column, threshold, left, right } }) - 1;
  };
  return { roots: trees.map(add), nodes };
}

function walked(shape: Shape, row: number[]): number {
  if (typeof shape === 'number') return shape;
  return walked(row[shape.column]! < shape.threshold ? shape.left : shape.right, row);
}

test('the length of a row is that of the leaf that it reaches by comparing, in every tree', () => {
  const row = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: width, maxLength: width });
  fc.assert(
    fc.property(fc.array(shapes, { minLength: 1, maxLength: 4 }), fc.array(row, { maxLength: 20 }), (trees, rows) => {
      const { roots, nodes } = numbered(trees);
      const lengths = new CompleteTrees(roots, (node) => nodes[node]!).pathLengths(
        Float64Array.from(rows.flat()),
        width,
      );
      const expected = rows.map(
        (each) => trees.reduce<number>((sum, tree) => sum + walked(tree, each), 0) / trees.length,
      );
      assert.deepEqual([...lengths], expected);
    }),
  );
});

test('a tree that would take too much memory laid out is refused', () => {
  let chain: Shape = 1;
  for (let depth = 0; depth < 17; depth++) chain = { column: 0, threshold: depth, left: 1, right: chain };
  const { roots, nodes } = numbered([chain]);
  assert.throws(() => new CompleteTrees(roots, (node) => nodes[node]!), RangeError);
});
