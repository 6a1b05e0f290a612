import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { rootDir } from '../http/pages.js';
import { riskOf, riskWeights, type RiskFacts } from './risk.js';

const quiet: RiskFacts = {
  activity: {
    ...{ requests: 0, first_seen: null, last_seen: null, active_hours: 0, hosts: 0, ja4s: 0, ja4_families: 0 },
    ...{ sensitive_paths: 0, login_posts: 0, login_refused: 0, not_found: 0, refused: 0, server_errors: 0 },
  },
  identity: { browser_claims: 0, false_claims: 0, stack_claims: 0, stack_mismatches: 0 },
  anomaly: { scored_hours: 0, worst_score: null, worst_percentile: null },
  detections: { open_detections: 0, worst_level: null },
  labels: [],
  prefixes: [],
};
const pointsOf = (facts: Partial<RiskFacts>, wanted: string): number | null => {
  const part = riskOf({ ...quiet, ...facts }).parts.find(({ key }) => key === wanted);
  return part!.value === null ? null : part!.points;
};

test('what cannot be known adds nothing', () => {
  const { score, level, parts } = riskOf(quiet);
  assert.deepEqual([score, level], [0, 'none']);
  const unknown = parts.filter(({ value }) => value === null).map(({ key }) => key);
  assert.deepEqual(unknown, ['anomaly', 'client-identity', 'tcp-stack', 'rotation', 'refusals']);
});

test('each part counts as docs/investigations.md says', () => {
  const { activity, identity, anomaly } = quiet;
  assert.equal(pointsOf({ detections: { open_detections: 2, worst_level: 'high' } }, 'open-detections'), 28);
  assert.equal(pointsOf({ anomaly: { ...anomaly, worst_percentile: 0.95 } }, 'anomaly')?.toFixed(6), '7.500000');
  assert.equal(pointsOf({ anomaly: { ...anomaly, worst_percentile: 0.5 } }, 'anomaly'), 0);
  assert.equal(pointsOf({ identity: { ...identity, browser_claims: 4, false_claims: 2 } }, 'client-identity'), 7.5);
  assert.equal(pointsOf({ identity: { ...identity, stack_claims: 5, stack_mismatches: 5 } }, 'tcp-stack'), 5);
  const label = { label: 'legitimate' as const, created_by: 'analyst', awaits_second: false };
  assert.equal(pointsOf({ labels: [label] }, 'labelled-legitimate'), -60);
  for (const labels of [[], [{ ...label, awaits_second: true }], [{ ...label, label: 'bot' as const }, label]]) {
    assert.ok(pointsOf({ labels }, 'labelled-legitimate')! >= 0);
  }
  assert.equal(pointsOf({ activity: { ...activity, sensitive_paths: 5 } }, 'scanning'), 5);
  assert.equal(pointsOf({ activity: { ...activity, login_posts: 90, login_refused: 80 } }, 'guessing'), 10);
  assert.equal(pointsOf({ activity: { ...activity, ja4_families: 3 } }, 'rotation'), 2.5);
  assert.equal(pointsOf({ activity: { ...activity, requests: 10, refused: 3, not_found: 2 } }, 'refusals'), 2.5);
  assert.equal(pointsOf({ activity: { ...activity, requests: 9, refused: 9 } }, 'refusals'), null);
  assert.equal(pointsOf({ prefixes: [{ list: 'googlebot', name: 'googlebot' }] }, 'known-good'), -60);
  const page = readFileSync(join(rootDir, 'docs/investigations.md'), 'utf8');
  for (const [key, weight] of Object.entries(riskWeights)) {
    assert.match(page, new RegExp(`\\| \`${key}\` +\\| +${weight} \\|`), key);
  }
});

test('the weights that add make 100, and the score stays from 0 to 100 whatever the facts', () => {
  const adding = Object.values(riskWeights).filter((weight) => weight > 0);
  assert.equal(
    adding.reduce((sum, weight) => sum + weight, 0),
    100,
  );
  const count = fc.nat(10_000);
  const level = fc.constantFrom('critical', 'high', 'medium', 'low');
  fc.assert(
    fc.property(
      fc.record({ requests: count, ja4_families: count, sensitive_paths: count, login_refused: count, refused: count }),
      fc.record({ browser_claims: count, stack_claims: count }),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.record({ open_detections: count, worst_level: fc.option(level) }),
      fc.boolean(),
      (activity, identity, worst_percentile, detections, isKnown) => {
        const { score, parts } = riskOf({
          activity: { ...quiet.activity, ...activity, refused: Math.min(activity.refused, activity.requests) },
          identity: {
            ...identity,
            false_claims: identity.browser_claims,
            stack_mismatches: identity.stack_claims,
          },
          anomaly: { ...quiet.anomaly, worst_percentile },
          detections,
          labels: [],
          prefixes: isKnown ? [{ list: 'office', name: 'Office' }] : [],
        });
        assert.ok(Number.isInteger(score) && score >= 0 && score <= 100);
        for (const { value, points, weight } of parts) {
          assert.ok(value === null || (value >= 0 && value <= 1));
          assert.equal(points, value === null ? 0 : weight * value);
        }
      },
    ),
  );
});
