import { beginning, sentence } from '@ja4-platform/common';
import type { CampaignMember, FeatureContext, FoundCampaign, Trait } from '../../api-types.js';
import { worst } from '../severity.js';
import { busiest, sightings } from '../sightings.js';
import { haveSameLeaves, traitNames, type Actor } from './clusters.js';

const MAX_MEMBERS = 5000;
/** Shared values that are listed, those of most members first. */
const MAX_EVIDENCE = 20;
const MAX_TRAITS = 50;
/** Of a host, so that a name has its 200 characters. */
const MAX_HOST = 150;
/** A value that fewer share does not name a campaign. */
const NAMING_SHARE = 0.5;

/** A campaign that is there already, by those who were in it. */
export interface KnownCampaign {
  readonly key: string;
  readonly addresses: ReadonlySet<string>;
}

/** A cluster as the API takes it. One that has half of its addresses from a known campaign goes on under its key. */
export function campaignOf(actors: readonly Actor[], known: readonly KnownCampaign[]): FoundCampaign {
  const sharedByKey = sharedTraits(actors);
  const shared = [...sharedByKey.values()].sort(mostSharedFirst);
  const rows = actors.flatMap((actor) => actor.rows);
  const hosts = mostFrequent(rows.map(({ row }) => row.host));
  const sameLeaves = actorsWithSameLeaves(actors);
  const addresses = actors.length;
  const evidence: FoundCampaign['evidence'] = shared.slice(0, MAX_EVIDENCE).map(({ trait, value, members }) => {
    return { trait, value, members, detail: sentence(`shared.${trait}`, { members, addresses }) };
  });
  if (sameLeaves > 1) {
    const detail = sentence('shared.leaves', { members: sameLeaves, addresses });
    evidence.push({ trait: 'leaves', value: 'most trees', members: sameLeaves, detail });
  }
  return {
    key: keyOf(actors, shared, known),
    name: nameOf(addresses, hosts),
    score: Math.max(...rows.map(({ score }) => score)),
    level: worst(rows.map(({ level }) => level))!,
    evidence,
    members: actors
      .map((actor) => memberOf(actor, sharedByKey))
      .sort((a, b) => (a.last_seen < b.last_seen ? 1 : -1))
      .slice(0, MAX_MEMBERS),
  };
}

/** Hosts are those of its members, the most frequent first. */
function nameOf(addresses: number, [first = '', ...others]: readonly string[]): string {
  const [host, more] = [beginning(first, MAX_HOST), others.length];
  return more ? sentence('campaign.several', { addresses, host, more }) : sentence('campaign.one', { addresses, host });
}

interface SharedTrait extends Trait {
  readonly trait: (typeof traitNames)[number];
  readonly members: number;
}

const keyOfTrait = ({ trait, value }: Trait): string => `${trait} ${value}`;

function mostSharedFirst(a: SharedTrait, b: SharedTrait): number {
  return b.members - a.members || (keyOfTrait(a) < keyOfTrait(b) ? -1 : 1);
}

/** Values that at least two share. */
function sharedTraits(actors: readonly Actor[]): Map<string, SharedTrait> {
  const counts = new Map<string, SharedTrait>();
  for (const { traits } of actors) {
    for (const trait of traitNames) {
      for (const value of traits[trait]) {
        const key = keyOfTrait({ trait, value });
        counts.set(key, { trait, value, members: (counts.get(key)?.members ?? 0) + 1 });
      }
    }
  }
  return new Map([...counts].filter(([, { members }]) => members > 1));
}

function keyOf(actors: readonly Actor[], shared: readonly SharedTrait[], known: readonly KnownCampaign[]): string {
  const half = actors.length / 2;
  const before = known.find(({ addresses }) => {
    const both = actors.filter(({ address }) => addresses.has(address)).length;
    // Of itself, or of what is left of it, half at least.
    return both > 0 && both >= Math.min(half, addresses.size / 2);
  });
  if (before) return before.key;
  const naming = traitNames.flatMap((trait) => {
    const first = shared.find((each) => each.trait === trait);
    return first && first.members >= NAMING_SHARE * actors.length ? [`${trait}:${first.value}`] : [];
  });
  // Without a common name the first address names it for ever.
  return (naming.length ? naming.join('|') : `address:${actors[0]!.address}`).slice(0, 1024);
}

function memberOf({ address, rows, traits }: Actor, shared: ReadonlyMap<string, SharedTrait>): CampaignMember {
  const hours = rows.map(({ row }) => row);
  // Looked up from the member's side: a large campaign shares thousands of values, of which each has a few.
  const own = traitNames.flatMap((trait) =>
    [...traits[trait]].flatMap((value) => shared.get(keyOfTrait({ trait, value })) ?? []),
  );
  const { ja4, host } = busiest(hours);
  const sum = (of: (context: FeatureContext) => number): number =>
    hours.reduce((total, { context }) => total + of(context), 0);
  return {
    ...{ client_ip: address, ja4, host, ...sightings(hours) },
    score: Math.max(...rows.map(({ score }) => score)),
    traits: own
      .sort(mostSharedFirst)
      .slice(0, MAX_TRAITS)
      .map(({ trait, value }) => ({ trait, value })),
    measures: {
      login_posts: sum((context) => context.login_posts),
      sensitive_requests: sum((context) => context.sensitive_requests),
      not_found: sum((context) => context.not_found),
    },
  };
}

/** How many end in the same leaves as the worst of them. */
function actorsWithSameLeaves(actors: readonly Actor[]): number {
  const rows = actors.flatMap((actor) => actor.rows).filter(({ leaves }) => leaves);
  const worst = rows.reduce((most, each) => (each.score > (most?.score ?? -1) ? each : most), rows[0]);
  if (!worst?.leaves) return 0;
  const { leaves } = worst;
  return actors.filter(({ rows: own }) => own.some((each) => each.leaves && haveSameLeaves(each.leaves, leaves)))
    .length;
}

function mostFrequent(values: readonly string[]): string[] {
  return [...Map.groupBy(values, (value) => value)].sort(([, a], [, b]) => b.length - a.length).map(([value]) => value);
}
