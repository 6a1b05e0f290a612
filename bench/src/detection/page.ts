import { table } from '../markdown.js';
import type { Estimate, Estimates } from './estimate.js';
import type { Evaluation } from './evaluation.js';
import { evenChance } from './even-chance.js';
import { attacks } from './observed.js';
import { mostFalsePositives } from './targets.js';

/** The page docs/evaluation.md. */
export function evaluationPage(result: Evaluation): string {
  const detector = result.judges.detector!;
  return `${[introduction(result), wanted(result), ranking(result), byAttacker(detector), byBenign(result), timeToDetect(result), realLogs(result)].join('\n\n')}\n`;
}

const introduction = ({
  machine,
  minutes,
  runs,
  ...size
}: Evaluation): string => `# How well attackers are told from people

Written by \`npm run bench:detection\`, which took ${minutes} minutes on ${machine}. The numbers are in
[evaluation.json](evaluation.json). Do not edit either: run the command.

${runs.length} simulated fortnights (\`bench/src/simulator\`) went through a platform of their own each: its ingest, its correlation, its
features, its rules and its model. Who sent a request only the simulator knows. ${size.historyDays} days are history: what the model is
trained and calibrated on. The last ${size.testDays} days have other people and other attackers, and one kind of attacker that history
did not have. About ${Math.round(2400 * size.scale)} addresses of people and machines come in either part.
Intervals are of 95 % over the ${runs.length} seeds. A row is an hour of one address with one handshake on one host.

${table(
  ['seed', 'attacker that history has not', 'requests', 'rows of history', 'rows of test'],
  runs.map((run) => [run.seed, run.held_out, run.requests, run.rows_of_history, run.rows_of_test]),
)}`;

const wanted = ({ targets, model }: Evaluation): string => `## What is wanted

${table(
  ['', 'wanted', 'measured', ''],
  targets.map(({ what, wanted, measured, met }) => [what, wanted, measured ?? 'never', met ? 'yes' : '**no**']),
)}

Where a number is not reached, the tables below show by how much and whose rows they are. An attacker that drives a real browser
differs from a person in nothing but its rhythm and how much it reads. Nothing can rank better than 1, so no judge can lie further above the directional z-sum
than what that leaves: it reads the same features, and gains by each that is better. Among all rows of the test, hundreds of them
alike and of one campaign, which fifty come first is chance: the two trainings agree on ${(model.top_50_jaccard_of_all_rows as Estimate).mean.toFixed(2)} there.`;

const ranking = ({ judges }: Evaluation): string => `## Who ranks attackers above others

Average precision, were attackers so many of all rows. The detector is rules and model together. A precision of 50 alerts a day
is of a site with 10,000 addresses a day, one of a hundred of them an attacker's. The raw forest is trained on the window that it
scores, as it comes.

${table(
  ['', '0.1 %', '1 %', '10 %', '40 %', '50 alerts a day'],
  Object.entries(judges).map(([name, judge]) => {
    const precision = judge.average_precision as Estimates;
    return [name, ...Object.values(precision).map(text), text(judge.precision_at_50_alerts_a_day)];
  }),
)}`;

function byAttacker(detector: Estimates): string {
  const recall = detector.recall_at_false_positive_rate as Record<string, Estimates>;
  return `## Each attacker

Share of its rows that the detector finds where one benign row of a thousand, of a hundred, or of ten is taken for an attack.

${table(
  ['attacker', ...Object.keys(recall).map((rate) => `at ${rate}`)],
  attacks.map((name) => [name, ...Object.values(recall).map((each) => text(each[name]))]),
)}`;
}

function byBenign({ judges, benign_rows, runs }: Evaluation): string {
  const rates = judges.detector!.false_positives_at_rate as Record<string, Estimates>;
  const rows = Object.entries(benign_rows as Record<string, Estimate>).map(([name, { mean }]) => [name, mean] as const);
  const all = rows.reduce((sum, [, count]) => sum + count, 0);
  const taken = Math.floor(all / 1000) * runs.length;
  const even = evenChance(
    rows.map(([, count]) => Math.round(count * runs.length)),
    taken,
    mostFalsePositives,
  );
  return `## False positives

Share of the rows of each that are taken for an attack where it is one row of a thousand over all, of a hundred, or of ten. A
detector to which all are alike takes the same share of each.

${table(
  ['', 'rows of a test', ...Object.keys(rates).map((rate) => `at ${rate}`)],
  rows.map(([name, count]) => [name, Math.round(count), ...Object.values(rates).map((each) => text(each[name]))]),
)}

One row of a thousand is ${Math.floor(all / 1000)} rows of each fortnight, ${taken} in all, and much of whose they are is chance: a detector to which all are alike
would keep the share of everybody at ${mostFalsePositives} or below in ${Math.round(even * 100)} of 100 evaluations like this one. Where one row of a hundred is taken there
are ten times as many to tell by. Each handshake of an office on each site is a row of its own, often of three or four requests, that
also tells what the whole address did: many names, many handshakes, every site.`;
}

const timeToDetect = ({ times_to_detect }: Evaluation): string => `## Time to detect

Two busy hours in which attackers begin. The platform scores every five minutes; minutes are from the 20th request of an attacker
to the run that opens a detection, below 0 where that is before it.

${table(
  ['attacker', 'attackers', 'found', 'median minutes'],
  Object.entries(times_to_detect).map(([name, { attackers, found, median_minutes }]) => {
    return [name, attackers, found, median_minutes ?? 'not found'];
  }),
)}`;

function realLogs({ real_logs: logs }: Evaluation): string {
  if (!logs) return '## Real logs\n\nThey were not beside the project when this page was written.';
  return `## Real logs

Two public Apache logs: ${logs.requests.mixed} requests to a web site (semicomplete, 2015), and ${logs.requests.attackers} requests of attackers
alone to another (basjes, 2015). A log holds neither handshakes nor headers other than User-Agent and Referer, so most of what the
detector goes by is missing. The model is trained on the first three days of the web site (${logs.rows_of_history} rows); judged are its last
day and the attackers. The web site's rows are not labelled: crawlers that nobody verified and attackers count as benign here.

${table(
  ['', 'area under the curve', 'average precision at 1 %'],
  Object.entries(logs.judges).map(([name, { auc, average_precision_1_percent }]) => [
    name,
    auc,
    average_precision_1_percent,
  ]),
)}

Share of the rows that rules speak of, and that the model gives a level. It was calibrated on ${logs.calibration_rows} rows; below 200 it
cannot tell the level medium from low. The attackers sign up and log in, one or two forms an hour from each of hundreds of addresses, are
refused nothing, and ask for nothing that scanners look for: no rule speaks of that.

${table(
  ['', 'rows', 'rules', 'model: low or more', 'model: medium or more'],
  Object.entries(logs.reached).map(([name, { rows, rules, any_level, medium }]) => [
    name,
    rows,
    rules,
    any_level,
    medium,
  ]),
)}`;
}

function text(estimate: Estimate | Estimates | undefined): string {
  if (!estimate) return '';
  const { mean, ci95 } = estimate as Estimate;
  return `${mean.toFixed(3)} ± ${ci95.toFixed(3)}`;
}
