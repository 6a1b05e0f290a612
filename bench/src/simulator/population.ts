import type { Actor, Persona, World } from './actor.js';
import { attackerPersonas } from './personas/attackers.js';
import { machinePersonas } from './personas/machines.js';
import { peoplePersonas } from './personas/people.js';
import { Random } from './random.js';
import { madeSite } from './site.js';

export const personas: readonly Persona[] = [...peoplePersonas, ...machinePersonas, ...attackerPersonas];

/** Addresses of each persona in a world of size 1; those behind one address count once. */
export const addresses: Readonly<Record<string, number>> = {
  'desktop browser': 1200,
  'mobile browser': 900,
  'office behind NAT': 3,
  'mobile carrier NAT': 4,
  'behind a CDN': 200,
  'API client': 12,
  'feed reader': 30,
  'link preview': 12,
  Googlebot: 4,
  'uptime monitor': 3,
  'scheduled curl': 12,
  'naive scraper': 6,
  'scraper with a false name': 6,
  'slow scraper': 4,
  'headless scraper': 3,
  'impersonating scraper': 6,
  'false Googlebot': 5,
  'vulnerability scanner': 8,
  'login brute force': 8,
  'layer-7 flood': 2,
  'credential stuffing': 1000,
};

/** Who comes to the sites of a world, when, and in which numbers. */
export interface Scenario {
  readonly seed: number;
  /** Of the sites, which are the same whoever comes; `seed` when it is left out. */
  readonly siteSeed?: number;
  /** Milliseconds since 1970 UTC, full hours. */
  readonly from: number;
  readonly to: number;
  /** Addresses of each persona; none of those that are left out. */
  readonly counts: Readonly<Record<string, number>>;
  /** The first address given out: two scenarios side by side share none. */
  readonly firstAddress?: number;
}

/** 198.18.0.0/15 is kept for tests of networks (RFC 2544), so no address of it is anybody's. */
function addressOf(index: number): string {
  if (index >= 2 ** 17) throw new RangeError('198.18.0.0/15 has no more addresses');
  return `198.${18 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;
}

/** The actors of a scenario. The same scenario has the same actors, who do the same. */
export function population({ seed, siteSeed = seed, from, to, counts, firstAddress = 1 }: Scenario): Actor[] {
  let streams = 0;
  let next = firstAddress;
  const draws = (): Random => new Random(seed, ++streams);
  const sites = ['shop.example', 'news.example', 'app.example', 'static.example'].map((host, index) =>
    madeSite(host, [400, 900, 150, 200][index]!, new Random(siteSeed, 1_000_000 + index)),
  );
  const world: World = { sites, from, to, random: draws(), draws, address: () => addressOf(next++) };
  return personas.flatMap((persona) => persona.actors(world, counts[persona.name] ?? 0));
}
