import type { LibraryNode, Rows } from 'ml-isolation-forest';
import type { GrownTree } from './grow.js';

/** Stands in {@link TreeCode.splits} for a leaf. */
export const LEAF = 0xffff;

/** Trees as their shortest code: every node in preorder, tree after tree. */
export interface TreeCode {
  /** Per node the column it splits on, or {@link LEAF}. */
  readonly splits: Uint16Array;
  /** Per inner node the value below which a row goes left. */
  readonly thresholds: Float32Array;
  /** Per leaf the number of training rows it holds. */
  readonly leafRows: Uint16Array;
}

function rowsBelow(node: LibraryNode): number {
  if (!node.left || !node.right) return node.trainingSet?.length ?? 0;
  return rowsBelow(node.left) + rowsBelow(node.right);
}

const isEmpty = ({ trainingSet }: LibraryNode): boolean => trainingSet?.length === 0;

/** The library splits on columns that do not vary among a node's rows; such a node has an empty child and says nothing. */
function withoutEmptyChildren(node: LibraryNode): LibraryNode {
  let current = node;
  while (current.left && current.right) {
    if (isEmpty(current.left)) current = current.right;
    else if (isEmpty(current.right)) current = current.left;
    else break;
  }
  return current;
}

function vary([first, ...others]: Rows): boolean {
  return others.some((row) => row.some((value, column) => value !== first![column]));
}

/**
 * The code of grown trees, cut at `depthLimit` edges. The library counts a split with an empty side as an edge and so
 * stops early where columns are constant among few rows; rows that still differ there are split on, as in the paper.
 */
export function compileTrees(trees: Iterable<GrownTree>, depthLimit: number): TreeCode {
  const splits: number[] = [];
  const thresholds: number[] = [];
  const leafRows: number[] = [];
  const emit = (uncut: LibraryNode, depth: number, regrow: GrownTree['regrow']): void => {
    let node = withoutEmptyChildren(uncut);
    while (depth < depthLimit && node.trainingSet && vary(node.trainingSet)) {
      node = withoutEmptyChildren(regrow(node.trainingSet));
    }
    if (depth === depthLimit || !node.left || !node.right) {
      splits.push(LEAF);
      leafRows.push(rowsBelow(node));
      return;
    }
    splits.push(node.splitColumn!);
    thresholds.push(node.splitValue!);
    emit(node.left, depth + 1, regrow);
    emit(node.right, depth + 1, regrow);
  };
  for (const { root, regrow } of trees) emit(root, 0, regrow);
  return {
    splits: Uint16Array.from(splits),
    thresholds: Float32Array.from(thresholds),
    leafRows: Uint16Array.from(leafRows),
  };
}
