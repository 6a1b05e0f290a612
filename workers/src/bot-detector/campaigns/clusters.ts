import { Turns } from '../turns.js';
import type { SuspectRow } from './suspects.js';
import { UnionFind } from './union-find.js';

/** Share of the trees in which two rows must end in the same leaf to act alike. */
const SAME_LEAVES = 0.6;
/** Rows that stand for others when leaves are compared, of each trait. */
const MAX_REPRESENTATIVES = 50;
/** Fewer addresses act alike by chance; of addresses that nothing else names, more. */
const MIN_ADDRESSES = 3;
const MIN_UNNAMED_ADDRESSES = 10;

/** All suspect rows of one address. */
export interface Actor {
  readonly address: string;
  readonly rows: readonly SuspectRow[];
  /** Values by name of the trait. */
  readonly traits: Readonly<Record<TraitName, ReadonlySet<string>>>;
}

export const traitNames = ['ja4', 'header_order', 'path_bucket'] as const;
export type TraitName = (typeof traitNames)[number];

/**
 * Addresses that share at least two of JA4, header order, a bucket of paths, and the same leaves in 60 % of the trees,
 * joined until nobody is left to join. The largest first. Of 20,000 rows that takes many seconds, in which others have their turn.
 */
export async function clusters(rows: readonly SuspectRow[]): Promise<Actor[][]> {
  const turns = new Turns();
  const actors = [...Map.groupBy(rows, ({ row }) => row.client_ip)].map(([address, own]) => actorOf(address, own));
  const groups = new UnionFind(actors.length);
  const byTrait = new Map<string, number[]>();
  const byPair = new Map<string, number>();
  for (const [index, actor] of actors.entries()) {
    const values = traitNames.flatMap((name) => [...actor.traits[name]].map((value) => ({ name, value })));
    for (const [at, a] of values.entries()) {
      const key = `${a.name} ${a.value}`;
      const sharing = byTrait.get(key);
      if (sharing) sharing.push(index);
      else byTrait.set(key, [index]);
      for (const b of values.slice(at + 1)) {
        if (a.name === b.name) continue;
        const pair = `${key} ${b.name} ${b.value}`;
        const first = byPair.get(pair);
        if (first === undefined) byPair.set(pair, index);
        else groups.join(first, index);
      }
    }
  }
  for (const sharing of byTrait.values()) await joinByLeaves(actors, sharing, groups, turns);
  return groups
    .groups()
    .map((group) => group.map((index) => actors[index]!))
    .filter((group) => {
      const isNamed = group.some(({ rows: own }) => own.some((each) => each.isNamed));
      return group.length >= (isNamed ? MIN_ADDRESSES : MIN_UNNAMED_ADDRESSES);
    })
    .sort((a, b) => b.length - a.length);
}

/** True when two rows end in the same leaf in most trees, so that one model finds them alike. */
export function haveSameLeaves(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length || !a.length) return false;
  const mayDiffer = a.length - SAME_LEAVES * a.length;
  let different = 0;
  for (let tree = 0; tree < a.length; tree++) if (a[tree] !== b[tree] && ++different > mayDiffer) return false;
  return true;
}

/** Joins those of some who share a trait that also share their leaves. */
async function joinByLeaves(
  actors: readonly Actor[],
  sharing: readonly number[],
  groups: UnionFind,
  turns: Turns,
): Promise<void> {
  const representatives: { index: number; leaves: Uint32Array }[] = [];
  for (const index of sharing) {
    await turns.give();
    const leaves = leavesOf(actors[index]!);
    if (!leaves) continue;
    const like = representatives.find((other) => haveSameLeaves(other.leaves, leaves));
    if (like) groups.join(like.index, index);
    else if (representatives.length < MAX_REPRESENTATIVES) representatives.push({ index, leaves });
  }
}

/** The leaves of the worst row. */
function leavesOf({ rows }: Actor): Uint32Array | undefined {
  return rows.reduce((worst, each) => (each.score > worst.score ? each : worst)).leaves;
}

function actorOf(address: string, rows: readonly SuspectRow[]): Actor {
  return {
    address,
    rows,
    traits: {
      ja4: new Set(rows.map(({ row }) => row.ja4).filter(Boolean)),
      header_order: new Set(rows.flatMap(({ headerOrders }) => headerOrders)),
      path_bucket: new Set(rows.flatMap(({ pathBuckets }) => pathBuckets)),
    },
  };
}
