/** How well scores rank anomalies above normal rows; 0 to 1, null where one of the two is missing. */
export interface Ranking {
  /** Probability that an anomaly scores above a normal row; equal scores count half. */
  readonly auc: number | null;
  /** Mean precision over the anomalies from the highest score down; rows of equal score count together. */
  readonly average_precision: number | null;
}

export function ranking(scores: Float64Array, labels: Uint8Array): Ranking {
  const anomalies = labels.reduce((sum, label) => sum + label, 0);
  const normal = labels.length - anomalies;
  if (!anomalies || !normal) return { auc: null, average_precision: null };
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  let found = 0;
  let pairs = 0;
  let precision = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    let here = 0;
    for (; end < order.length && scores[order[end]!] === scores[order[start]!]; end++) here += labels[order[end]!]!;
    const normalBefore = start - found;
    pairs += here * (normal - normalBefore - (end - start - here) / 2);
    found += here;
    precision += (here * found) / end;
  }
  return { auc: pairs / (anomalies * normal), average_precision: precision / anomalies };
}
