import { inEnglish, message, type Message } from '@ja4-platform/common';
import type { DetectionLevel } from '../detections/detections.types.js';
import type { OpenDetections } from '../entities/entities.repository.js';
import type { Label } from '../labels/labels.types.js';
import type { KnownPrefix } from '../reference-lists/reference-lists.types.js';
import type { Activity, Anomaly, Identity, Risk, RiskKey, RiskPart } from './investigations.types.js';

/** What a risk follows from. */
export interface RiskFacts {
  readonly activity: Activity;
  readonly identity: Identity;
  readonly anomaly: Anomaly;
  readonly detections: OpenDetections;
  /** Those that hold on every host, newest first. */
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
    const [value, said] = judgements[key](facts);
    const weight = riskWeights[key];
    const points = value === null ? 0 : weight * value;
    return { key, weight, value, points, detail: inEnglish(said), message: said };
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

type Judgement = (facts: RiskFacts) => [value: number | null, message: Message];

const judgements: Record<RiskKey, Judgement> = {
  'open-detections': ({ detections: { open_detections, worst_level } }) => [
    worst_level === null ? 0 : levelValues[worst_level],
    message('risk.open-detections', { detections: open_detections }),
  ],
  anomaly: ({ anomaly: { worst_percentile: worst, scored_hours } }) =>
    worst === null
      ? [null, message('risk.anomaly.unscored')]
      : [
          Math.max(0, (worst - unusualPercentile) / (1 - unusualPercentile)),
          // Rounded down: nothing is above all of them.
          message('risk.anomaly', { hours: scored_hours, share: Math.floor(worst * 1000) / 1000 }),
        ],
  'client-identity': ({ identity: { browser_claims, false_claims } }) => [
    shareOf(false_claims, browser_claims),
    browser_claims === 0
      ? message('risk.client-identity.unknown')
      : message('risk.client-identity', { lies: false_claims, requests: browser_claims }),
  ],
  'tcp-stack': ({ identity: { stack_claims, stack_mismatches } }) => [
    shareOf(stack_mismatches, stack_claims),
    stack_claims === 0
      ? message('risk.tcp-stack.unknown')
      : message('risk.tcp-stack', { lies: stack_mismatches, requests: stack_claims }),
  ],
  scanning: ({ activity: { sensitive_paths } }) => [
    Math.min(1, sensitive_paths / manySensitivePaths),
    message('risk.scanning', { requests: sensitive_paths }),
  ],
  guessing: ({ activity: { login_posts, login_refused } }) => [
    Math.min(1, login_refused / manyRefusedLogins),
    message('risk.guessing', { refused: login_refused, attempts: login_posts }),
  ],
  rotation: ({ activity: { ja4_families } }) =>
    ja4_families === 0
      ? [null, message('risk.rotation.unknown')]
      : [
          Math.min(1, (ja4_families - 1) / (manyFamilies - 1)),
          ja4_families === 1
            ? message('risk.rotation.one')
            : message('risk.rotation.many', { libraries: ja4_families }),
        ],
  refusals: ({ activity: { requests, refused, not_found } }) =>
    requests < enoughRequests
      ? [null, message('risk.refusals.few', { requests })]
      : [(refused + not_found) / requests, message('risk.refusals', { refused: refused + not_found, requests })],
  'labelled-legitimate': ({ labels }) => {
    const newest = labels.find(({ awaits_second }) => !awaits_second);
    const said = newest
      ? message(`risk.label.${newest.label}`, { person: newest.created_by })
      : message('risk.label.none');
    return [newest?.label === 'legitimate' ? 1 : 0, said];
  },
  'known-good': ({ prefixes: [first] }) =>
    first
      ? [1, message('risk.known-good', { list: first.list, name: first.name })]
      : [0, message('risk.known-good.none')],
};

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
