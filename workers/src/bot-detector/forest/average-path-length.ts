const EULER = 0.5772156649;

/**
 * Mean path length of an unsuccessful search in a binary search tree of `rows` rows: c(n) of Liu, Ting and Zhou 2008,
 * equation 1. It stands for the part of a path that was not grown.
 */
export function averagePathLength(rows: number): number {
  if (rows <= 1) return 0;
  if (rows === 2) return 1;
  return 2 * (Math.log(rows - 1) + EULER) - (2 * (rows - 1)) / rows;
}
