import { averagePathLength } from './average-path-length.js';
import { LEAF, type TreeCode } from './compile.js';
import { CompleteTrees, type TreeNode } from './complete-trees.js';

/** Compiled trees: flat arrays in preorder, so that the left child of a node is the node after it. */
export class Trees {
  readonly #roots: number[] = [];
  readonly #splits: Uint16Array;
  readonly #thresholds: Float64Array;
  readonly #rightChildren: Uint32Array;
  /** Mean path length of the training rows below a node; at a leaf its depth plus c(rows). */
  readonly #expectedLengths: Float64Array;
  #complete: CompleteTrees | undefined;

  constructor(code: TreeCode) {
    this.#splits = code.splits;
    this.#thresholds = new Float64Array(code.splits.length);
    this.#rightChildren = new Uint32Array(code.splits.length);
    this.#expectedLengths = new Float64Array(code.splits.length);
    let node = 0;
    let inner = 0;
    let leaf = 0;
    /** Links the subtree that starts at `node`; returns its number of training rows. */
    const link = (depth: number): number => {
      const here = node++;
      if (code.splits[here] === undefined) throw new RangeError('tree code ends inside a tree');
      if (code.splits[here] === LEAF) {
        const rows = code.leafRows[leaf++]!;
        this.#expectedLengths[here] = depth + averagePathLength(rows);
        return rows;
      }
      this.#thresholds[here] = code.thresholds[inner++]!;
      const leftRows = link(depth + 1);
      const right = node;
      const rightRows = link(depth + 1);
      this.#rightChildren[here] = right;
      this.#expectedLengths[here] =
        (leftRows * this.#expectedLengths[here + 1]! + rightRows * this.#expectedLengths[right]!) /
        (leftRows + rightRows);
      return leftRows + rightRows;
    };
    while (node < code.splits.length) {
      this.#roots.push(node);
      link(0);
    }
  }

  get count(): number {
    return this.#roots.length;
  }

  /** Mean path length over the trees, per row of `width` prepared values. */
  pathLengths(values: Float64Array, width: number): Float64Array<ArrayBuffer> {
    // Laid out when first asked: where threads score, they lay out their own.
    this.#complete ??= new CompleteTrees(this.#roots, (at) => this.#node(at));
    return this.#complete.pathLengths(values, width);
  }

  /**
   * How much each column shortened the path of one row, averaged over the trees: the expected length before minus after
   * each split on it. They add up exactly to `expected` minus the row's path length.
   */
  attribution(values: Float64Array): { expected: number; shortened: Float64Array } {
    const shortened = new Float64Array(values.length);
    let expected = 0;
    for (const root of this.#roots) {
      expected += this.#expectedLengths[root]!;
      for (let node = root; this.#splits[node] !== LEAF;) {
        const child = this.#child(node, values, 0);
        shortened[this.#splits[node]!]! += this.#expectedLengths[node]! - this.#expectedLengths[child]!;
        node = child;
      }
    }
    return { expected: expected / this.count, shortened: shortened.map((sum) => sum / this.count) };
  }

  /** The node that each tree leaves a row of prepared values in. */
  leaves(values: Float64Array): Uint32Array {
    return Uint32Array.from(this.#roots, (root) => {
      let node = root;
      while (this.#splits[node] !== LEAF) node = this.#child(node, values, 0);
      return node;
    });
  }

  #child(node: number, values: Float64Array, start: number): number {
    return values[start + this.#splits[node]!]! < this.#thresholds[node]! ? node + 1 : this.#rightChildren[node]!;
  }

  #node(at: number): TreeNode {
    const length = this.#expectedLengths[at]!;
    if (this.#splits[at] === LEAF) return { length };
    const [column, threshold] = [this.#splits[at]!, this.#thresholds[at]!];
    return { length, split: { column, threshold, left: at + 1, right: this.#rightChildren[at]! } };
  }
}
