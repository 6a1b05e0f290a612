import { evidenceReasons, Findings } from '@ja4-platform/workers';
import { hour, minute, type Actor } from '../simulator/actor.js';
import { population, type Scenario } from '../simulator/population.js';
import { traffic } from '../simulator/traffic.js';
import { median, rounded } from '../statistics.js';
import type { Models } from './model.js';
import type { World } from './world.js';

/** As often the platform scores. */
const step = 5 * minute;
/** Enough is known of a client by then. */
const enoughRequests = 20;

export interface DetectionTime {
  readonly persona: string;
  /** From the 20th request to the run that opens a detection, negative when that is before; Infinity when none does. */
  readonly minutes: number;
}

/**
 * How soon attackers are found who all begin within twenty minutes, beside the usual traffic. Every five minutes the
 * platform gets what happened since, and the rules and the model judge the rows of the hour as it stands.
 */
export async function detectionTimes(world: World, models: Models, scenario: Scenario): Promise<DetectionTime[]> {
  const actors = population(scenario).map((actor, index): Actor => {
    if (!actor.isAttack) return actor;
    const from = scenario.from + (index % 20) * minute;
    return { ...actor, from, to: from + (actor.to - actor.from) };
  });
  world.introduce(actors);
  await world.publishCrawlers();
  const seen = new Map<string, number[]>();
  const found = new Map<string, number>();
  for (const { start, tls, http } of traffic(actors, scenario.from, scenario.to)) {
    const events = { tls: timed(tls), http: timed(http) };
    for (let now = start + step; now <= start + hour; now += step) {
      const [hellos, requests] = [events.tls, events.http].map((lines) => lines.filter(isWithin(now - step, now)));
      for (const { line, time } of requests!) {
        const { client_ip } = JSON.parse(line) as { client_ip: string };
        seen.set(client_ip, [...(seen.get(client_ip) ?? []), time]);
      }
      await world.send(bytes(hellos!), bytes(requests!));
      await world.settled();
      for (const ip of await alerted(world, models, start)) if (!found.has(ip)) found.set(ip, now);
    }
  }
  return actors
    .filter(({ isAttack }) => isAttack)
    .flatMap(({ ip, persona }) => {
      const twentieth = seen.get(ip)?.sort((a, b) => a - b)[enoughRequests - 1];
      return twentieth ? [{ persona, minutes: ((found.get(ip) ?? Infinity) - twentieth) / minute }] : [];
    });
}

/** How soon attackers were found; minutes from the 20th request, null when fewer than half were. */
export type TimesToDetect = Readonly<
  Record<string, { readonly attackers: number; readonly found: number; readonly median_minutes: number | null }>
>;

/** The times of all attackers together, and of each persona. */
export function timesToDetect(times: readonly DetectionTime[]): TimesToDetect {
  const of = (some: readonly DetectionTime[]): TimesToDetect[string] => {
    const minutes = some.map((time) => time.minutes);
    const middle = median(minutes);
    return {
      attackers: some.length,
      found: minutes.filter(Number.isFinite).length,
      median_minutes: Number.isFinite(middle) ? rounded(middle, 1) : null,
    };
  };
  const byPersona = Object.entries(Object.groupBy(times, ({ persona }) => persona));
  return { all: of(times), ...Object.fromEntries(byPersona.map(([persona, some]) => [persona, of(some!)])) };
}

/** Addresses for which the rows of an hour open a detection. */
async function alerted(world: World, models: Models, start: number): Promise<string[]> {
  const [from, to] = [start, start + hour].map((time) => new Date(time).toISOString());
  const rows = (await world.rows({ from: from!, to: to! })).rows.map(({ row }) => row);
  const scored = await models.scored(rows);
  const findings = new Findings();
  for (const row of rows) findings.add(row, evidenceReasons(row), scored.get(row));
  return findings.items().map(({ client_ip }) => client_ip);
}

interface TimedLine {
  readonly time: number;
  readonly line: string;
}

const timed = (lines: readonly string[]): TimedLine[] =>
  lines
    .map((line) => ({ line, time: Date.parse((JSON.parse(line) as { time: string }).time) }))
    .sort((a, b) => a.time - b.time);
const isWithin =
  (from: number, to: number) =>
  ({ time }: TimedLine): boolean =>
    time >= from && time < to;
const bytes = (lines: readonly TimedLine[]): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(lines.map(({ line }) => line).join('\n'));
