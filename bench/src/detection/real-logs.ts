import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { alerts, ALGORITHMS } from '@ja4-platform/workers';
import { rounded } from '../statistics.js';
import { eventLine, loggedRequest, type LoggedRequest } from './access-log.js';
import { foundBy } from './found.js';
import { judges, rowsOf } from './judges.js';
import { averagePrecision, areaUnderCurve, type JudgedRow } from './measures.js';
import { Models } from './model.js';
import { startOf, type Observed } from './observed.js';
import type { FeatureRow, World } from './world.js';

const day = 86_400_000;
/** Before the simulated fortnights. */
const firstDay = startOf(10);
const historyDays = 3;
/** The mixed log is of four days; its last is the test. The attackers come on the days after. */
const logs = {
  mixed: { file: 'semicomplete_apache_2015.log.gz', host: 'mixed.example', from: firstDay },
  attackers: { file: 'basjes_hackers_apache_2015.log.gz', host: 'attacked.example', from: firstDay + 4 * day },
};
const declaresItself = /bot\b|bot\/|crawl|spider|slurp|feed|fetch|monitor|\+?https?:/i;

export interface RealLogs {
  readonly requests: Readonly<Record<string, number>>;
  readonly lines_that_are_no_request: number;
  readonly rows_of_history: number;
  /** How well each judge tells the rows of the attackers' log from the last day of the mixed log. */
  readonly judges: Readonly<Record<string, { readonly auc: number; readonly average_precision_1_percent: number }>>;
  /** Rows that calibrated the model: below 200 it cannot tell the level `medium` from `low`. */
  readonly calibration_rows: number;
  readonly reached: Readonly<Record<string, ReachedRows>>;
}

/** Share of the rows of a group that rules speak of, and that the model gives a level. */
interface ReachedRows {
  readonly rows: number;
  readonly rules: number;
  readonly any_level: number;
  readonly medium: number;
}

/** Where the logs stand beside the project, or undefined. */
export function logDirectory(directory = import.meta.dirname): string | undefined {
  const shared = join(directory, 'shared', 'data', 'http-logs');
  if (existsSync(shared)) return shared;
  return dirname(directory) === directory ? undefined : logDirectory(dirname(directory));
}

/**
 * Replays two public access logs through a platform: one of a web site as it is, one of attackers alone. A log has
 * neither handshakes nor more headers than User-Agent and Referer, so the detector has half its senses.
 */
export async function realLogs(world: World, directory: string): Promise<RealLogs> {
  const requests: Record<string, number> = {};
  let unread = 0;
  for (const [name, { file, host, from }] of Object.entries(logs)) {
    const lines = gunzipSync(readFileSync(join(directory, file)))
      .toString()
      .trimEnd()
      .split('\n');
    const read = lines.map(loggedRequest).filter((request) => request !== undefined);
    await world.send(new Uint8Array(), new TextEncoder().encode(moved(read, host, from).join('\n')));
    requests[name] = read.length;
    unread += lines.length - read.length;
  }
  await world.settled();
  return { requests, lines_that_are_no_request: unread, ...(await judged(await seenIn(world))) };
}

/** Lines for the API, so many whole days later that the first is of the day `from`. */
function moved(requests: readonly LoggedRequest[], host: string, from: number): string[] {
  const first = requests.reduce((least, { time }) => Math.min(least, time), Infinity);
  const shift = from - Math.floor(first / day) * day;
  return requests.map((request, number) => eventLine(request, host, shift, number));
}

async function seenIn(world: World): Promise<Observed> {
  const [from, testFrom, to] = [0, historyDays, 14].map((days) => new Date(firstDay + days * day).toISOString());
  const label = (row: FeatureRow): JudgedRow => {
    const isAttack = row.host === logs.attackers.host;
    const persona = isAttack ? 'attackers' : nameOf(row);
    return { persona, isAttack, actorDay: `${row.hour.slice(0, 10)} ${row.client_ip}` };
  };
  const before = await world.rows({ from: from!, to: testFrom! }, label);
  const { rows, ...list } = await world.rows({ from: testFrom!, to: to! }, label);
  return { ...list, from: from!, testFrom: testFrom!, to: to!, history: before.rows, test: rows };
}

const nameOf = ({ context }: FeatureRow): string =>
  context.user_agents.some((name) => declaresItself.test(name)) ? 'says that it is a program' : 'everybody else';

async function judged(seen: Observed): Promise<Omit<RealLogs, 'requests' | 'lines_that_are_no_request'>> {
  const models = await Models.trained(seen, 1);
  const found = await foundBy(models, seen);
  const results: Record<string, { auc: number; average_precision_1_percent: number }> = {};
  for (const [name, judge] of Object.entries(judges)) {
    const judgement = await judge(seen, found, 1);
    results[name] = {
      auc: rounded(areaUnderCurve(seen.test, judgement), 3),
      average_precision_1_percent: rounded(averagePrecision(seen.test, judgement, 0.01), 3),
    };
  }
  const levels = new Map([...found.scored.values()].map(({ row, level }) => [row, level] as const));
  const convicted = new Set(rowsOf(seen.test).filter((_, at) => found.evidence[at]!.length > 0));
  const reached: RealLogs['reached'] = Object.fromEntries(
    [...new Set(seen.test.map(({ persona }) => persona))].map((persona) => {
      const own = rowsOf(seen.test.filter((row) => row.persona === persona));
      const share = (test: (row: FeatureRow) => boolean): number => rounded(own.filter(test).length / own.length, 3);
      const rules = share((row) => convicted.has(row));
      const any_level = share((row) => levels.get(row) !== undefined);
      return [persona, { rows: own.length, rules, any_level, medium: share((row) => alerts(levels.get(row))) }];
    }),
  );
  const calibration_rows = models.calibrationRows.get(ALGORITHMS[1]) ?? 0;
  return { rows_of_history: seen.history.length, calibration_rows, judges: results, reached };
}
