import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow } from '../../testing/feature-row.js';
import { sensitivePathScanning } from './sensitive-path-scanning.js';

test('a list of sensitive paths that the host does not have is scanning', () => {
  const context = { sensitive_requests: 61, not_found: 97, sample_paths: ['/.env', '/wp-login.php'] };
  const seen = sensitivePathScanning.evidence(featureRow({ requests: 100, context }));
  assert.match(seen!.detail, /^61 requests .* \/\.env, \/wp-login\.php; 97 of 100 answers were 404$/);
  assert.equal(seen!.value, 0.61);
});

test('an administrator whose sensitive paths exist is no scanner', () => {
  const context = { sensitive_requests: 80, not_found: 2 };
  assert.equal(sensitivePathScanning.evidence(featureRow({ requests: 100, context })), undefined);
});

test('a few old links are no scan', () => {
  const context = { sensitive_requests: 9, not_found: 9 };
  assert.equal(sensitivePathScanning.evidence(featureRow({ requests: 9, context })), undefined);
});
