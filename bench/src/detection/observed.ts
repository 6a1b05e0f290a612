import { hour } from '../simulator/actor.js';
import { addresses, personas, type Scenario } from '../simulator/population.js';
import type { World } from './world.js';
import { type FeatureList, type ObservedRow } from './world.js';

/** What the platform made of a simulated fortnight. */
export interface Observed extends FeatureList {
  readonly from: string;
  readonly testFrom: string;
  readonly to: string;
  /** To train on and to calibrate. */
  readonly history: readonly ObservedRow[];
  /** Of other people and other attackers than history. */
  readonly test: readonly ObservedRow[];
}

export interface FortnightSize {
  readonly historyDays: number;
  readonly testDays: number;
  /** How many people and machines there are; 1 is 2,400 addresses of them. */
  readonly scale: number;
}

export interface ObserveOptions extends FortnightSize {
  readonly seed: number;
  /** An attack that history has not seen. */
  readonly heldOut: string;
  readonly log: (line: string) => void;
}

const day = 24 * hour;
/** The last fortnight, with a day for the time to detect, lies just before today: an API takes nothing from the future. */
const lastStart = Math.floor(Date.now() / day) * day - 16 * day;
/** Each fortnight ends a week before the next begins: no feature looks back further. */
const daysOfSeed = 21;

/** When the fortnight of a seed begins, in ms; a higher seed lies further back. */
export function startOf(seed: number): number {
  return lastStart - (seed - 1) * daysOfSeed * day;
}

/** Attackers of history, as a share of those that come to the test: about one row of a hundred is an attack. */
const attacksInHistory = 0.025;

/** The attacks, one of which each seed keeps from history. */
export const attacks: readonly string[] = personas.filter(({ isAttack }) => isAttack).map(({ name }) => name);

/** The two parts of a fortnight, which share no address. */
function fortnight(options: Omit<ObserveOptions, 'log'>): [history: Scenario, test: Scenario] {
  const from = startOf(options.seed);
  const testFrom = from + options.historyDays * day;
  const counts = (attackers: number): Record<string, number> =>
    Object.fromEntries(
      Object.entries(addresses).map(([name, count]) => {
        return [name, Math.ceil(count * (attacks.includes(name) ? attackers : options.scale))];
      }),
    );
  const history = { ...counts(attacksInHistory), [options.heldOut]: 0 };
  return [
    { seed: options.seed, from, to: testFrom, counts: history, firstAddress: 1 },
    {
      ...{ seed: options.seed + 1000, siteSeed: options.seed, from: testFrom, to: testFrom + options.testDays * day },
      ...{ counts: counts(1), firstAddress: 2 ** 16 },
    },
  ];
}

/** Two busy hours on the day after the fortnight, to which three attackers of each kind that makes many requests come. */
export function busyHours(options: Omit<ObserveOptions, 'log'>): Scenario {
  const [, test] = fortnight(options);
  const few = attacks.map((name) => [name, name === 'credential stuffing' ? 0 : 3] as const);
  const from = test.to + 11 * hour;
  return {
    ...{ seed: options.seed + 2000, siteSeed: options.seed, from, to: from + 2 * hour },
    ...{ counts: { ...test.counts, ...Object.fromEntries(few) }, firstAddress: 2 ** 16 + 2 ** 15 },
  };
}

/** Sends the fortnight of a seed through a world and reads the features that the platform computes. */
export async function observed(world: World, options: ObserveOptions): Promise<Observed> {
  const { seed, log } = options;
  const [history, test] = fortnight(options);
  world.forget();
  for (const part of [history, test]) {
    await world.live(part);
    log(`seed ${seed}: ${world.requests} requests sent`);
  }
  await world.publishCrawlers();
  const iso = (time: number): string => new Date(time).toISOString();
  const [from, testFrom, to] = [iso(history.from), iso(test.from), iso(test.to)];
  const before = await world.rows({ from, to: testFrom });
  const { rows, ...list } = await world.rows({ from: testFrom, to });
  log(`seed ${seed}: ${before.rows.length} rows of history, ${rows.length} of test`);
  return { ...list, from, testFrom, to, history: before.rows, test: rows };
}
