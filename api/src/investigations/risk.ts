import type { Detection, DetectionLevel } from '../detections/detections.types.js';
import type { Label } from '../labels/labels.types.js';
import type { KnownPrefix } from '../reference-lists/reference-lists.types.js';
import type { Activity, Anomaly, Identity, Risk, RiskKey, RiskPart } from './investigations.types.js';

/** What a risk follows from. */
export interface RiskFacts {
  readonly activity: Activity;
  readonly identity: Identity;
  readonly anomaly: Anomaly;
  readonly detections: readonly Pick<Detection, 'level'>[];
  readonly labels: readonly Pick<Label, 'label' | 'created_by' | 'awaits_second'>[];
  readonly prefixes: readonly Pick<KnownPrefix, 'list' | 'name'>[];
}

/** Points at most; those above zero make 100. docs/investigations.md explains them. */
export const riskWeights: Record<RiskKey, number> = {
  'open-detections': 35,
  anomaly: 15,
  'client-identity': 15,
  'tcp-stack': 5,
  scanning: 10,
  guessing: 10,
  rotation: 5,
  refusals: 5,
  'labelled-legitimate': -60,
  'known-good': -60,
};

const levelValues: Record<DetectionLevel, number> = { critical: 1, high: 0.8, medium: 0.5, low: 0.2 };
/** From here on an hour counts as unusual, and as much the nearer it is to 1. */
const unusualPercentile = 0.9;
const manySensitivePaths = 10;
const manyRefusedLogins = 20;
const manyFamilies = 5;
const enoughRequests = 10;

/** Returns the risk of an address, with every part of it: what cannot be known adds nothing. */
export function riskOf(facts: RiskFacts): Risk {
  const parts = (Object.keys(riskWeights) as RiskKey[]).map((key): RiskPart => {
    const [value, detail] = judgements[key](facts);
    const weight = riskWeights[key];
    return { key, weight, value, points: value === null ? 0 : weight * value, detail };
  });
  const sum = parts.reduce((total, { points }) => total + points, 0);
  const score = Math.round(Math.min(100, Math.max(0, sum)));
  return { score, level: levelOf(score), parts };
}

function levelOf(score: number): Risk['level'] {
  if (score >= 75) return 'critical';
  if (score >= 50) return 'high';
  if (score >= 25) return 'medium';
  return score > 0 ? 'low' : 'none';
}

type Judgement = (facts: RiskFacts) => [value: number | null, detail: string];

const judgements: Record<RiskKey, Judgement> = {
  'open-detections': ({ detections }) => [
    Math.max(0, ...detections.map(({ level }) => levelValues[level])),
    `Detections that are not closed: ${detections.length}.`,
  ],
  anomaly: ({ anomaly: { worst_percentile: worst, scored_hours } }) =>
    worst === null
      ? [null, 'No model with a calibration scored it.']
      : [
          Math.max(0, (worst - unusualPercentile) / (1 - unusualPercentile)),
          `The most unusual of ${scored_hours} hours was above ${percent(worst)} of clean ones.`,
        ],
  'client-identity': ({ identity: { browser_claims, false_claims } }) => [
    shareOf(false_claims, browser_claims),
    browser_claims === 0
      ? 'It claims no browser with a handshake that is known.'
      : `${false_claims} of ${browser_claims} requests claim a browser with a handshake that no browser sends.`,
  ],
  'tcp-stack': ({ identity: { stack_claims, stack_mismatches } }) => [
    shareOf(stack_mismatches, stack_claims),
    stack_claims === 0
      ? 'User-Agent and packets do not both name an operating system.'
      : `In ${stack_mismatches} of ${stack_claims} requests the packets come from another system than the User-Agent names.`,
  ],
  scanning: ({ activity: { sensitive_paths } }) => [
    Math.min(1, sensitive_paths / manySensitivePaths),
    `${sensitive_paths} requests for what scanners look for.`,
  ],
  guessing: ({ activity: { login_posts, login_refused } }) => [
    Math.min(1, login_refused / manyRefusedLogins),
    `${login_refused} of ${login_posts} logins were refused.`,
  ],
  rotation: ({ activity: { ja4_families } }) =>
    ja4_families === 0
      ? [null, 'No handshake is known.']
      : [
          Math.min(1, (ja4_families - 1) / (manyFamilies - 1)),
          `Its handshakes show ${ja4_families === 1 ? 'one TLS library' : `${ja4_families} TLS libraries`}.`,
        ],
  refusals: ({ activity: { requests, refused, not_found } }) =>
    requests < enoughRequests
      ? [null, `${requests} requests are too few to tell.`]
      : [(refused + not_found) / requests, `${refused + not_found} of ${requests} answers were refusals or 404.`],
  'labelled-legitimate': ({ labels }) => {
    const newest = labels.find(({ awaits_second }) => !awaits_second);
    return newest?.label === 'legitimate'
      ? [1, `${newest.created_by} calls it legitimate.`]
      : [0, newest ? `${newest.created_by} calls it ${newest.label}.` : 'Nobody labelled it.'];
  },
  'known-good': ({ prefixes: [first] }) =>
    first
      ? [1, `The list ${first.list} names it: ${first.name}.`]
      : [0, 'No list of verified bots or own networks has it.'],
};

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const percent = (share: number): string => `${Math.floor(share * 1000) / 10} %`;
