/** A node of a tree that is laid out: an inner one splits, a leaf has the path length of its rows. */
export interface TreeNode {
  readonly length: number;
  readonly split?: {
    readonly column: number;
    readonly threshold: number;
    readonly left: number;
    readonly right: number;
  };
}

interface CompleteTree {
  readonly depth: number;
  readonly columns: Uint16Array;
  readonly cuts: Int32Array;
  /** Of the leaves, from left to right. */
  readonly lengths: Float64Array;
}

/** A cut that no place reaches: the row goes left, on to the only leaf below. */
const ALWAYS_LEFT = 0x7fffffff;
/** Deeper trees than those of 65,536 rows would not fit; each level doubles them. */
const DEEPEST = 16;

/**
 * Trees laid out for speed. Each is complete down to its deepest leaf, so that the children of node n are 2n + 1 and
 * 2n + 2 and every walk has the same number of steps; and a value is compared as its place among the thresholds of its
 * column, as whole numbers, so that a step is arithmetic. Nothing is left for the processor to guess wrong.
 */
export class CompleteTrees {
  readonly #trees: readonly CompleteTree[];
  /** Per column its thresholds, ascending. */
  readonly #thresholds: readonly Float64Array[];

  /**
   * @param nodeAt a node by its number
   * @throws RangeError when a tree is deeper than 16 levels
   */
  constructor(roots: readonly number[], nodeAt: (node: number) => TreeNode) {
    const found: (Set<number> | undefined)[] = [];
    const depths = roots.map((root) => deepest(root, nodeAt, found));
    this.#thresholds = Array.from(found, (values) => Float64Array.from(values ?? []).sort());
    const cuts = this.#thresholds.map((sorted) => new Map(Array.from(sorted, (threshold, cut) => [threshold, cut])));
    this.#trees = roots.map((root, index) => complete(root, depths[index]!, nodeAt, cuts));
  }

  /** Mean path length over the trees, per row of `width` values. */
  pathLengths(values: Float64Array, width: number): Float64Array<ArrayBuffer> {
    const lengths = new Float64Array(values.length / width);
    const places = this.#places(values, width);
    // Tree by tree, so that a tree stays in the processor's cache.
    for (const tree of this.#trees) addLengths(tree, places, width, lengths);
    return lengths.map((sum) => sum / this.#trees.length);
  }

  /** Per value the number of thresholds of its column that are not above it. */
  #places(values: Float64Array, width: number): Int32Array {
    const places = new Int32Array(values.length);
    for (const [column, thresholds] of this.#thresholds.entries()) {
      if (!thresholds.length) continue;
      for (let at = column; at < values.length; at += width) {
        const value = values[at]!;
        let low = 0;
        // Halved without a branch: which half a value lies in cannot be guessed.
        for (let size = thresholds.length; size > 1;) {
          const half = size >>> 1;
          low += half & -Number(thresholds[low + half - 1]! <= value);
          size -= half;
        }
        places[at] = low + Number(thresholds[low]! <= value);
      }
    }
    return places;
  }
}

/**
 * Adds the path length of each row in one tree. Four rows go down at once: each step waits for the one before it, and the
 * steps of other rows fill the wait.
 */
function addLengths(
  { depth, columns, cuts, lengths }: CompleteTree,
  places: Int32Array,
  width: number,
  sums: Float64Array,
): void {
  const inner = columns.length;
  let row = 0;
  for (; row + 4 <= sums.length; row += 4) {
    const first = row * width;
    const second = first + width;
    const third = second + width;
    const fourth = third + width;
    let [a, b, c, d] = [0, 0, 0, 0];
    // A row goes right where its place is beyond the cut: the sign of the difference is the step.
    for (let level = 0; level < depth; level++) {
      a = 2 * a + 1 + ((cuts[a]! - places[first + columns[a]!]!) >>> 31);
      b = 2 * b + 1 + ((cuts[b]! - places[second + columns[b]!]!) >>> 31);
      c = 2 * c + 1 + ((cuts[c]! - places[third + columns[c]!]!) >>> 31);
      d = 2 * d + 1 + ((cuts[d]! - places[fourth + columns[d]!]!) >>> 31);
    }
    sums[row]! += lengths[a - inner]!;
    sums[row + 1]! += lengths[b - inner]!;
    sums[row + 2]! += lengths[c - inner]!;
    sums[row + 3]! += lengths[d - inner]!;
  }
  for (; row < sums.length; row++) {
    let node = 0;
    for (let level = 0; level < depth; level++) {
      node = 2 * node + 1 + ((cuts[node]! - places[row * width + columns[node]!]!) >>> 31);
    }
    sums[row]! += lengths[node - inner]!;
  }
}

/** Depth of the tree below `node`; gathers the thresholds of each column. */
function deepest(
  node: number,
  nodeAt: (node: number) => TreeNode,
  found: (Set<number> | undefined)[],
  depth = 0,
): number {
  if (depth > DEEPEST) throw new RangeError(`a tree is deeper than ${DEEPEST} levels`);
  const { split } = nodeAt(node);
  if (!split) return depth;
  (found[split.column] ??= new Set()).add(split.threshold);
  const below = (child: number): number => deepest(child, nodeAt, found, depth + 1);
  return Math.max(below(split.left), below(split.right));
}

/** `cuts` has, per column, the place of each threshold among all. */
function complete(
  root: number,
  depth: number,
  nodeAt: (node: number) => TreeNode,
  cuts: readonly ReadonlyMap<number, number>[],
): CompleteTree {
  const inner = 2 ** depth - 1;
  const tree = {
    depth,
    columns: new Uint16Array(inner),
    cuts: new Int32Array(inner).fill(ALWAYS_LEFT),
    lengths: new Float64Array(inner + 1),
  };
  const place = (node: number, position: number): void => {
    const { length, split } = nodeAt(node);
    if (!split) {
      let leaf = position;
      while (leaf < inner) leaf = 2 * leaf + 1;
      tree.lengths[leaf - inner] = length;
      return;
    }
    tree.columns[position] = split.column;
    tree.cuts[position] = cuts[split.column]!.get(split.threshold)!;
    place(split.left, 2 * position + 1);
    place(split.right, 2 * position + 2);
  };
  place(root, 0);
  return tree;
}
