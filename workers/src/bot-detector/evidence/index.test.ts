import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { featureRow, ja4s } from '../../testing/feature-row.js';
import { evidenceReasons, evidenceRules } from './index.js';

test('every rule has a key of its own and a docs page', () => {
  const keys = evidenceRules.map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length);
  for (const key of [...keys, 'handshakes-without-requests', 'anomaly']) {
    assert.ok(existsSync(new URL(`../../../../docs/reasons/${key}.md`, import.meta.url)), `docs/reasons/${key}.md`);
  }
});

test('an honest row has no reason', () => assert.deepEqual(evidenceReasons(featureRow()), []));

test('a row can have several reasons, in the order of the rules', () => {
  const context = { sensitive_requests: 40, not_found: 40, without_accept_language: 40, without_sec_fetch: 40 };
  assert.deepEqual(
    evidenceReasons(featureRow({ ja4: ja4s.go, context })).map(({ key }) => key),
    ['sensitive-path-scanning', 'ja4-user-agent-mismatch', 'missing-browser-headers'],
  );
});

test('what a client sent cannot make a reason longer than the API takes', () => {
  const context = { sensitive_requests: 40, not_found: 40, sample_paths: ['/'.padEnd(5000, 'x')] };
  const [reason] = evidenceReasons(featureRow({ context }));
  assert.ok(reason!.detail.length <= 2000);
  assert.match(reason!.detail, /; 40 of 40 answers were 404$/, 'it is told to its end');
});
