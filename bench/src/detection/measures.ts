/** One row, and who was behind it. */
export interface JudgedRow {
  readonly persona: string;
  readonly isAttack: boolean;
  /** What counts as one for an analyst: an address in a day. */
  readonly actorDay: string;
}

/** Weight of a row of each kind, so that attacks are `prevalence` of all whatever their number. */
function weights(rows: readonly JudgedRow[], prevalence: number): { attack: number; benign: number } {
  const attacks = rows.filter(({ isAttack }) => isAttack).length;
  return { attack: prevalence / attacks, benign: (1 - prevalence) / (rows.length - attacks) };
}

/** Rows from the highest score down, in groups of equal scores. */
function* ranked<T>(rows: readonly T[], scores: ArrayLike<number>): Generator<{ score: number; rows: T[] }> {
  const order = [...rows.keys()].sort((a, b) => scores[b]! - scores[a]!);
  for (let start = 0, end = 0; start < order.length; start = end) {
    const score = scores[order[start]!]!;
    while (end < order.length && scores[order[end]!] === score) end++;
    yield { score, rows: order.slice(start, end).map((at) => rows[at]!) };
  }
}

/** Average precision if attacks were `prevalence` of all rows; rows of equal score count together. */
export function averagePrecision(rows: readonly JudgedRow[], scores: ArrayLike<number>, prevalence: number): number {
  const { attack, benign } = weights(rows, prevalence);
  let [attacks, others, sum] = [0, 0, 0];
  for (const group of ranked(rows, scores)) {
    const here = group.rows.filter(({ isAttack }) => isAttack).length;
    attacks += here * attack;
    others += (group.rows.length - here) * benign;
    if (here) sum += here * attack * (attacks / (attacks + others));
  }
  return sum / prevalence;
}

/** Probability that an attack scores above a benign row; equal scores count half. */
export function areaUnderCurve(rows: readonly JudgedRow[], scores: ArrayLike<number>): number {
  let [below, pairs] = [rows.filter(({ isAttack }) => !isAttack).length, 0];
  const all = below * (rows.length - below);
  for (const group of ranked(rows, scores)) {
    const here = group.rows.filter(({ isAttack }) => isAttack).length;
    below -= group.rows.length - here;
    pairs += here * (below + (group.rows.length - here) / 2);
  }
  return pairs / all;
}

/** The lowest score at which at most a share `rate` of the benign rows is reached. */
export function thresholdAt(rows: readonly JudgedRow[], scores: ArrayLike<number>, rate: number): number {
  const allowed = Math.floor(rate * rows.filter(({ isAttack }) => !isAttack).length);
  let reached = 0;
  let threshold = Infinity;
  for (const { score, rows: here } of ranked(rows, scores)) {
    reached += here.filter(({ isAttack }) => !isAttack).length;
    if (reached > allowed) break;
    threshold = score;
  }
  return threshold;
}

/** Share of the rows of each persona that score at least `threshold`. */
export function reachedByPersona(
  rows: readonly JudgedRow[],
  scores: ArrayLike<number>,
  threshold: number,
): Record<string, number> {
  const counts = new Map<string, { reached: number; all: number }>();
  for (const [at, { persona }] of rows.entries()) {
    const count = counts.get(persona) ?? { reached: 0, all: 0 };
    counts.set(persona, count);
    count.all++;
    if (scores[at]! >= threshold) count.reached++;
  }
  return Object.fromEntries([...counts].map(([persona, { reached, all }]) => [persona, reached / all]));
}

/**
 * Precision of the alerts of a day when an analyst takes the `budget` highest addresses of it, on a site to which so many
 * `addresses` come a day, of which attacks are `prevalence`.
 */
export function precisionAtBudget(
  rows: readonly JudgedRow[],
  scores: ArrayLike<number>,
  { budget, prevalence, addresses }: { budget: number; prevalence: number; addresses: number },
): number {
  const best = new Map<string, { row: JudgedRow; score: number }>();
  for (const [at, row] of rows.entries()) {
    const score = scores[at]!;
    if (score > (best.get(row.actorDay)?.score ?? -Infinity)) best.set(row.actorDay, { row, score });
  }
  const actors = [...best.values()];
  const days = new Set(actors.map(({ row }) => row.actorDay.split(' ')[0])).size;
  const each = weights(
    actors.map(({ row }) => row),
    prevalence,
  );
  const [perAttack, perBenign] = [each.attack * addresses * days, each.benign * addresses * days];
  let [taken, right] = [0, 0];
  for (const group of ranked(
    actors.map(({ row }) => row),
    actors.map(({ score }) => score),
  )) {
    const here = group.rows.filter(({ isAttack }) => isAttack).length;
    const weight = here * perAttack + (group.rows.length - here) * perBenign;
    // Of a group that does not fit whole, the share that fits is taken evenly.
    const share = Math.min(1, (budget * days - taken) / weight);
    taken += share * weight;
    right += share * here * perAttack;
    if (share < 1) break;
  }
  return right / taken;
}

/** Places of rows of which attacks are a share `prevalence`: every benign one, and attacks evenly spread over all of them. */
export function thinned(rows: readonly JudgedRow[], prevalence: number): number[] {
  const attacks = [...rows.keys()].filter((at) => rows[at]!.isAttack);
  const kept = Math.min(attacks.length, Math.round(((rows.length - attacks.length) * prevalence) / (1 - prevalence)));
  const some = new Set(Array.from({ length: kept }, (_, at) => attacks[Math.floor((at * attacks.length) / kept)]!));
  return [...rows.keys()].filter((at) => !rows[at]!.isAttack || some.has(at));
}

/** Share of rows that both have among their `count` highest, of those that either has. */
export function topAgreement(first: ArrayLike<number>, second: ArrayLike<number>, count: number): number {
  const top = (scores: ArrayLike<number>): Set<number> =>
    new Set([...Array(scores.length).keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, count));
  const [a, b] = [top(first), top(second)];
  const both = [...a].filter((at) => b.has(at)).length;
  return both / (a.size + b.size - both);
}
