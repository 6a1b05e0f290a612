import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DetectionLevel, Reason } from '../api-types.js';
import { featureRow, ja4s } from '../testing/feature-row.js';
import { Findings, keyOf } from './findings.js';
import type { ScoredRow } from './scoring-model.js';

const reason = (key: string, severity: DetectionLevel, feature: string | null = null): Reason => ({
  key,
  severity,
  detail: `${key} at ${severity}`,
  feature,
  value: null,
  expected: null,
});

const explanation = {
  ...{
    model_id: 'model',
    hour: '2026-11-22T14:00:00Z',
    ja4: ja4s.chromium,
    score: 0.8,
    baseline: 0.4,
    percentile: 0.999,
  },
  ...{ baseline_rows: 1000, features: [], normal_without: ['not_found_ratio'] },
};

function scored(row = featureRow(), level: DetectionLevel | undefined, score: number): ScoredRow {
  const { hour, client_ip, ja4, host, requests } = row;
  const reasons = level ? [reason('anomaly', level, 'not_found_ratio')] : [];
  return {
    ...{ row, level, reasons, certainty: score, explanation: level && explanation },
    score: { ...{ hour, client_ip, ja4, host, requests, score }, percentile: 0.999, contributions: [] },
  };
}

test('rows of one address on one host become one finding', () => {
  const findings = new Findings();
  const early = featureRow({
    hour: '2026-11-22T13:00:00Z',
    requests: 30,
    ja4: 'a',
    context: { first_seen: '2026-11-22T13:05:00Z', last_seen: '2026-11-22T13:50:00Z' },
  });
  const late = featureRow({
    requests: 70,
    ja4: 'b',
    context: { first_seen: '2026-11-22T14:01:00Z', last_seen: '2026-11-22T14:20:00Z' },
  });
  findings.add(late, [reason('login-bruteforce', 'high')], undefined);
  findings.add(early, [reason('login-bruteforce', 'high')], undefined);
  const [finding, ...others] = findings.items();
  assert.equal(others.length, 0);
  assert.deepEqual(
    [finding!.key, finding!.kind, finding!.level, finding!.requests, finding!.ja4, finding!.model_id],
    ['evidence|203.0.113.7|shop.example', 'evidence', 'high', 100, 'b', null],
  );
  assert.deepEqual([finding!.first_seen, finding!.last_seen], ['2026-11-22T13:05:00Z', '2026-11-22T14:20:00Z']);
  assert.equal(finding!.reasons.length, 1);
  assert.deepEqual(finding!.requests_by_hour, { '2026-11-22T13:00:00Z': 30, '2026-11-22T14:00:00Z': 70 });
  assert.equal(finding!.explanation, undefined);
});

test('other addresses and other hosts are other actors', () => {
  const findings = new Findings();
  for (const change of [{}, { host: 'other.example' }, { client_ip: '2001:db8::1' }]) {
    findings.add(featureRow(change), [reason('login-bruteforce', 'high')], undefined);
  }
  assert.equal(new Set(findings.items().map(({ key }) => key)).size, 3);
});

test('the longest names of hosts that are stored make keys that the API takes, each another one', () => {
  const [a, b] = ['a', 'b'].map((end) => keyOf('evidence', '2001:db8::1', 'x'.repeat(1023) + end));
  assert.notEqual(a, b);
  assert.ok(`${a}|handshakes`.length <= 1024);
});

test('a reason that is low supports others, and makes no finding alone', () => {
  const findings = new Findings();
  findings.add(featureRow(), [reason('tcp-os-mismatch', 'low')], undefined);
  assert.equal(findings.size, 0);
  findings.add(featureRow(), [reason('tcp-os-mismatch', 'low'), reason('request-rate', 'medium')], undefined);
  assert.deepEqual(
    findings.items()[0]!.reasons.map(({ key }) => key),
    ['request-rate', 'tcp-os-mismatch'],
  );
});

test('a row without evidence and with a normal or low score is no finding', () => {
  const findings = new Findings();
  findings.add(featureRow(), [], undefined);
  findings.add(featureRow(), [], scored(undefined, undefined, 0.5));
  findings.add(featureRow(), [], scored(undefined, 'low', 0.62));
  assert.deepEqual(findings.items(), []);
});

test('an anomaly alone is a finding of its own kind, as sure as the model', () => {
  const findings = new Findings();
  findings.add(featureRow(), [], scored(undefined, 'medium', 0.7));
  findings.add(featureRow(), [], scored(undefined, 'high', 0.8));
  const [finding] = findings.items();
  assert.deepEqual(
    [finding!.key, finding!.level, finding!.score, finding!.model_id],
    ['anomaly|203.0.113.7|shop.example', 'high', 0.8, 'model'],
  );
  assert.deepEqual(
    finding!.reasons.map(({ severity }) => severity),
    ['high'],
  );
  assert.equal(finding!.explanation, explanation);
});

test('evidence leads, an anomaly beside it is one reason more and raises the score', () => {
  const findings = new Findings();
  findings.add(featureRow(), [reason('missing-browser-headers', 'medium')], scored(undefined, 'high', 0.8));
  const [finding] = findings.items();
  assert.deepEqual([finding!.kind, finding!.level, finding!.model_id], ['evidence', 'high', 'model']);
  assert.ok(Math.abs(finding!.score - (1 - 0.4 * 0.2)) < 1e-9);
  assert.deepEqual(
    finding!.reasons.map(({ key }) => key),
    ['anomaly', 'missing-browser-headers'],
  );
});

test('more kinds of evidence give a higher score, the same evidence in more hours does not', () => {
  const score = (...keys: string[]): number => {
    const findings = new Findings();
    for (const key of keys) findings.add(featureRow(), [reason(key, 'high')], undefined);
    return findings.items()[0]!.score;
  };
  assert.equal(score('login-bruteforce'), score('login-bruteforce', 'login-bruteforce'));
  assert.ok(score('login-bruteforce', 'sensitive-path-scanning') > score('login-bruteforce'));
});
