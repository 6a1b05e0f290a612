import type { LibraryNode } from 'ml-isolation-forest';

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

/** The library splits on columns that do not vary among a node's rows; such a node has an empty child and says nothing. */
function withoutEmptyChildren(node: LibraryNode): LibraryNode {
  let current = node;
  while (current.left && current.right) {
    if (rowsBelow(current.left) === 0) current = current.right;
    else if (rowsBelow(current.right) === 0) current = current.left;
    else break;
  }
  return current;
}

/** The code of the library's trees, cut at `depthLimit` edges (the library grows one level too many). */
export function compileTrees(roots: Iterable<LibraryNode>, depthLimit: number): TreeCode {
  const splits: number[] = [];
  const thresholds: number[] = [];
  const leafRows: number[] = [];
  const emit = (uncut: LibraryNode, depth: number): void => {
    const node = withoutEmptyChildren(uncut);
    if (depth === depthLimit || !node.left || !node.right) {
      splits.push(LEAF);
      leafRows.push(rowsBelow(node));
      return;
    }
    splits.push(node.splitColumn!);
    thresholds.push(node.splitValue!);
    emit(node.left, depth + 1);
    emit(node.right, depth + 1);
  };
  for (const root of roots) emit(root, 0);
  return {
    splits: Uint16Array.from(splits),
    thresholds: Float32Array.from(thresholds),
    leafRows: Uint16Array.from(leafRows),
  };
}
