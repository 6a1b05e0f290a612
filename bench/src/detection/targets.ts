import { rounded } from '../statistics.js';
import type { Estimate, Estimates } from './estimate.js';
import type { Evaluation, Target } from './evaluation.js';
import { attacks } from './observed.js';

/** A few requests from each of many addresses: what it is found by is the campaign, not a row. */
const fewRequests = ['credential stuffing'];

/** Share of the rows of each who does not attack that may be taken for an attack. */
export const mostFalsePositives = 0.002;

/** A number of some estimates by its path. */
function numberAt(estimates: Estimates, ...path: string[]): number {
  let found: Estimate | Estimates | undefined = estimates;
  for (const name of path) found = (found as Estimates)[name];
  return (found as Estimate | undefined)?.mean ?? NaN;
}

/** What the detector is held to, and whether it keeps to it. */
export function targets({
  judges,
  model,
  campaign,
  times_to_detect: times,
}: Pick<Evaluation, 'judges' | 'model' | 'campaign' | 'times_to_detect'>): Target[] {
  const detector = judges.detector!;
  const precision = numberAt(detector, 'average_precision', '1 %');
  const recalls = attacks
    .filter((name) => !fewRequests.includes(name))
    .map((name) => [name, numberAt(detector, 'recall_at_false_positive_rate', '1e-3', name)] as const)
    .sort(([, a], [, b]) => a - b);
  const falsePositives = Object.entries((detector.false_positives_at_rate as Estimates)['1e-3'] as Estimates)
    .map(([name, estimate]) => [name, (estimate as Estimate).mean] as const)
    .sort(([, a], [, b]) => b - a);
  const [[slowest, recall], [loudest, alarms]] = [recalls[0]!, falsePositives[0]!];
  const least = (what: string, wanted: number, measured: number): Target => {
    return { what, wanted: `at least ${wanted}`, measured: rounded(measured, 4), met: measured >= wanted };
  };
  const most = (what: string, wanted: number, measured: number): Target => {
    // Infinity is no number in JSON.
    return {
      what,
      wanted: `at most ${wanted}`,
      measured: Number.isFinite(measured) ? measured : null,
      met: measured <= wanted,
    };
  };
  const sum = numberAt(judges['directional z-sum']!, 'average_precision', '1 %');
  return [
    least('average precision at 1 % prevalence', 0.9, precision),
    least('the same above that of the directional z-sum', 0.1, precision - sum),
    least('precision of 50 alerts a day', 0.95, numberAt(detector, 'precision_at_50_alerts_a_day')),
    least(`recall at a false-positive rate of 1e-3, least of all attackers (${slowest})`, 0.85, recall),
    least('the same for the attacker that history has not seen', 0.6, numberAt(detector, 'recall_of_held_out')),
    most(`false positives at that rate, most of all benign personas (${loudest})`, mostFalsePositives, alarms),
    least('purity of the campaign of a thousand addresses', 0.95, numberAt(campaign, 'purity')),
    most('campaigns that it is found as', 1, numberAt(campaign, 'parts')),
    most('median minutes from the 20th request to a detection', 10, times.all!.median_minutes ?? Infinity),
    least('planted anomalies whose first reason is what was planted', 0.85, numberAt(model, 'hit_at_1')),
    most('error of the sum of contributions', 1e-9, numberAt(model, 'additivity_error')),
    least(
      'agreement on the top 50 rows between two trainings, at 1 % prevalence',
      0.8,
      numberAt(model, 'top_50_jaccard'),
    ),
  ];
}
