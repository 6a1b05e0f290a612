import type { Asked, Client } from './client.js';
import type { Random } from './random.js';
import type { Answer, Site } from './site.js';

export const minute = 60_000;
export const hour = 60 * minute;

/** One request as its sender means it. */
export interface Step {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly path: string;
  readonly query?: string;
  readonly asked: Asked;
  readonly referer?: string | undefined;
  /** Where the persona decides it, such as a refused log-in; else the site answers. */
  readonly answer?: Answer;
  /** Where an actor changes its disguise. */
  readonly client?: Client;
}

/** Somebody with an address. Several people may share one; each is an actor. */
export interface Actor {
  readonly persona: string;
  readonly isAttack: boolean;
  readonly ip: string;
  /** Address of the proxy in front of the site, where there is one; then the handshake is the proxy's. */
  readonly proxy?: string;
  readonly client: Client;
  readonly site: Site;
  readonly random: Random;
  /** Milliseconds since 1970 UTC when it comes and goes. */
  readonly from: number;
  readonly to: number;
  /** Its requests of the hour that begins at `start`, in any order. */
  act(this: Actor, start: number): Step[];
}

/** Who they are, and how many. */
export interface Persona {
  readonly name: string;
  readonly isAttack: boolean;
  /** Makes `count` of them for the given time. */
  actors(world: World, count: number): Actor[];
}

/** What all actors share. */
export interface World {
  readonly sites: readonly Site[];
  readonly from: number;
  readonly to: number;
  /** Draws of who comes when; each actor has its own besides. */
  readonly random: Random;
  /** A new source of draws. */
  draws(): Random;
  /** An address that nobody else has. */
  address(): string;
}

/** An actor of the whole time of the world. */
export function actorOf(
  world: World,
  facts: Pick<Actor, 'persona' | 'isAttack' | 'client' | 'act'> & Partial<Actor>,
): Actor {
  return {
    ip: facts.ip ?? world.address(),
    site: facts.site ?? world.random.one(world.sites),
    random: world.draws(),
    from: world.from,
    to: world.to,
    ...facts,
  };
}

/** Share of a day's traffic that people make in an hour of UTC, peak 1. */
export function daylight(start: number): number {
  const hourOfDay = new Date(start).getUTCHours();
  return 0.08 + 0.92 * Math.max(0, Math.sin((Math.PI * (hourOfDay - 6)) / 17));
}
