import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureRow } from '../../testing/feature-row.js';
import { payloadAttack } from './payload-attack.js';

const seen = (payload_requests: number, sample_paths: string[]) =>
  payloadAttack.evidence(featureRow({ context: { payload_requests, sample_paths } }));

test('injections and traversals are an attack, and samples show them with their query', () => {
  const paths = ['/.env', '/item?id=1%20UNION%20SELECT%201', '/static/../../etc/passwd'];
  assert.equal(
    seen(12, paths)!.detail,
    '12 of 40 requests carry an attack, such as /item?id=1%20UNION%20SELECT%201, /static/../../etc/passwd',
  );
  assert.equal(seen(5, ['/'])!.detail, '5 of 40 requests carry an attack');
});

test('somebody who searches for a line of SQL is no attacker', () => {
  assert.equal(seen(2, ['/search?q=union+select']), undefined);
});
